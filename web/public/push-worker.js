// Shows what the server pushes, and opens where it leads. Knows nothing else and keeps nothing.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let message = {};
  try {
    message = event.data.json();
  } catch {}
  const path =
    typeof message.path === "string" && /^\/(?!\/)/.test(message.path) ? message.path : "/notifications";
  event.waitUntil(
    self.registration.showNotification(message.title || "Rapport", {
      body: message.body || "",
      icon: "/icon-192.png",
      // One about the same place replaces the one before, instead of piling up.
      tag: path,
      data: { path },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.path, self.location.origin).href;
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      const open = windows[0];
      if (!open) return self.clients.openWindow(url);
      await open.focus();
      return open.navigate(url).catch(() => self.clients.openWindow(url));
    })(),
  );
});
