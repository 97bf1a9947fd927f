/**
 * A script as one writes it first: one request after the other, a poll each second. No state, no retries: it can only
 * create. It asks with plain fetch, since no client of the current methods is published: on PyPI, yandex-360 2.2.1 and
 * ya360 3.6.2 know the withdrawn API only and y360-orglib 0.0.13 no mailboxes; on npm there is no yandex-api-360.
 * Needs API_URL, ORG_ID, TOKEN and COUNT.
 */
const { API_URL, ORG_ID, TOKEN, COUNT } = process.env;

async function call(method, path, body) {
  const response = await fetch(`${API_URL}/admin/v1/org/${ORG_ID}/mailboxes${path}`, {
    method,
    headers: { authorization: `OAuth ${TOKEN}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status}`);
  return response.json();
}

for (let n = 0; n < Number(COUNT); n++) {
  const mailbox = { email: `box${n}@example.org`, name: `Mailbox ${n}`, description: "" };
  const { resourceId } = await call("PUT", "/shared", mailbox);
  const actorId = String(1_130_000_000_000_002 + n);
  const roles = ["shared_mailbox_owner"];
  const { taskId } = await call("POST", `/set/${resourceId}?actorId=${actorId}&notify=none`, { roles });
  for (;;) {
    const { status } = await call("GET", `/tasks/${taskId}`);
    if (status === "complete") break;
    if (status !== "running") throw new Error(`task ${taskId}: ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
