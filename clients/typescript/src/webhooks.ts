/** Events of a newsroom: checked as Standard Webhooks asks for, in Node, browsers and workers alike. */

const TOLERANCE_S = 300;

/** What a page's event says of it; reviews and tests leave most of it out. */
export interface EventData {
  uuid?: string;
  page_id?: number;
  page_type?: string;
  change?: "published" | "updated" | "moved" | "unpublished" | "deleted";
  sequence?: number;
  /** Rises with each change of a page: drop what is older than you know. */
  version?: number;
  api_url?: string | null;
  html_url?: string | null;
  path?: string | null;
  etag?: string | null;
  previous_paths?: string[];
  topics?: string[];
  step?: string;
  round?: number;
  admin_url?: string;
  text?: string;
}

/** An event as it was sent; `id` is the same each time that it is sent. */
export interface GalleyEvent {
  id: string;
  type: string;
  timestamp: string;
  data: EventData;
}

/** Give the event that `body` holds, or null where it is not signed by the secret, or not of now. */
export async function verifyEvent(body: string, headers: Headers, secret: string): Promise<GalleyEvent | null> {
  const id = headers.get("webhook-id");
  const at = headers.get("webhook-timestamp");
  const signatures = (headers.get("webhook-signature") ?? "").split(" ");
  if (!id || !at || !(Math.abs(Date.now() / 1000 - Number(at)) <= TOLERANCE_S)) return null;
  const key = await crypto.subtle.importKey("raw", bytes(secret.replace(/^whsec_/, "")), HMAC, false, ["verify"]);
  const signed = new TextEncoder().encode(`${id}.${at}.${body}`);
  for (const signature of signatures) {
    const [version, value = ""] = signature.split(",");
    // The comparison is WebCrypto's, which takes the same time for all.
    if (version === "v1" && (await crypto.subtle.verify("HMAC", key, bytes(value), signed))) {
      return JSON.parse(body) as GalleyEvent;
    }
  }
  return null;
}

const HMAC = { name: "HMAC", hash: "SHA-256" };

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
