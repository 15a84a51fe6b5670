/** Browser push: asks for permission, subscribes this browser with the installation's key, and undoes it. */
import { api, unwrap } from "../api/client.ts";

export type PushState = "unsupported" | "insecure" | "denied" | "off" | "on";

const supported = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const registration = () => navigator.serviceWorker.getRegistration("/");

export async function pushState(): Promise<PushState> {
  if (!window.isSecureContext) return "insecure";
  if (!supported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const subscription = await (await registration())?.pushManager.getSubscription();
  return subscription && Notification.permission === "granted" ? "on" : "off";
}

/** Must be called by a click: browsers ask for permission only then. */
export async function switchPushOn(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const { key } = await unwrap(api.GET("/push-key"));
  const worker = await navigator.serviceWorker.register("/push-worker.js");
  await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  });
  const { endpoint, keys } = subscription.toJSON();
  await unwrap(
    api.POST("/me/push-subscriptions", {
      body: { endpoint: endpoint ?? "", keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" } },
    }),
  );
  return "on";
}

export async function switchPushOff(): Promise<PushState> {
  const subscription = await (await registration())?.pushManager.getSubscription();
  if (subscription) {
    await unwrap(api.DELETE("/me/push-subscriptions", { body: { endpoint: subscription.endpoint } }));
    await subscription.unsubscribe();
  }
  return "off";
}
