// Runs before the first paint: the person's own theme, else the one of their machine.
(() => {
  let theme = "auto";
  try {
    theme = localStorage.getItem("rapport-theme") || "auto";
  } catch {}
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
