// Runs before the first paint: the person's own theme, else the one of their machine; and how tightly lists are set.
(() => {
  let theme = "auto";
  let density = "calm";
  try {
    theme = localStorage.getItem("rapport-theme") || "auto";
    density = localStorage.getItem("rapport-density") || "calm";
  } catch {}
  if (density === "compact") document.documentElement.dataset.density = density;
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
