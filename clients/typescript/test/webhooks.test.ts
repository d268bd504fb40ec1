/** Events are taken when they are signed, of now, and whole. The signature is made by the Python library. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { verifyEvent } from "@galley/pages";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const body = '{"id":"evt_1","type":"story.updated","timestamp":"2026-01-31T08:00:00Z","data":{"path":"/news/é/"}}';
const good = {
  "webhook-id": "evt_1",
  "webhook-timestamp": "1769846400",
  "webhook-signature": "v1,AAAA v1,uLYjT8Zp7Xp9k7lI16FK+HNcrI/BggCMNm8S/rj/qkE=",
};

async function verified(changed: { body?: string; secret?: string; at?: string; headers?: Record<string, string> }) {
  mock.timers.enable({ apis: ["Date"], now: Date.parse(changed.at ?? "2026-01-31T08:04:00Z") });
  try {
    return await verifyEvent(changed.body ?? body, new Headers({ ...good, ...changed.headers }), changed.secret ?? secret);
  } finally {
    mock.timers.reset();
  }
}

test("an event that is signed is given", async () => {
  const event = await verified({});

  assert.equal(event?.type, "story.updated");
  assert.equal(event?.data.path, "/news/é/");
});

test("another body, secret, time or id is refused", async () => {
  assert.equal(await verified({ body: `${body} ` }), null);
  assert.equal(await verified({ secret: "whsec_AAAA" }), null);
  assert.equal(await verified({ at: "2026-01-31T08:06:00Z" }), null);
  assert.equal(await verified({ at: "2026-01-31T07:54:00Z" }), null);
  assert.equal(await verified({ headers: { "webhook-id": "evt_2" } }), null);
  assert.equal(await verified({ headers: { "webhook-timestamp": "soon" } }), null);
  assert.equal(await verified({ headers: { "webhook-signature": "" } }), null);
  assert.equal(await verified({ headers: { "webhook-signature": good["webhook-signature"].replaceAll("v1", "v2") } }), null);
});
