/**
 * A dynamic provider as Pulumi's guide shows it: everything in closures of the program, which Pulumi saves as text with
 * every resource; a GET for each read, a poll each second, no retries, no shared limits, and the token comes from the
 * program's environment.
 * Needs API_URL, ORG_ID, TOKEN and COUNT.
 */
const pulumi = require("@pulumi/pulumi");

async function call(method, path, body) {
  const { API_URL, ORG_ID, TOKEN } = process.env;
  const response = await fetch(`${API_URL}/admin/v1/org/${ORG_ID}/mailboxes${path}`, {
    method,
    headers: { authorization: `OAuth ${TOKEN}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status}`);
  return response.json();
}

const mailboxes = {
  async create(inputs) {
    const { resourceId } = await call("PUT", "/shared", {
      email: inputs.email,
      name: inputs.name,
      description: "",
    });
    return { id: resourceId, outs: inputs };
  },
  async read(id, props) {
    const { email, name } = await call("GET", `/shared/${id}`);
    return { id, props: { ...props, email, name } };
  },
  async diff(_id, olds, news) {
    return {
      changes: olds.email !== news.email || olds.name !== news.name,
      replaces: olds.email === news.email ? [] : ["email"],
    };
  },
  async update(id, _olds, news) {
    await call("PUT", `/shared/${id}`, { name: news.name, description: "" });
    return { outs: news };
  },
  async delete(id) {
    await call("DELETE", `/shared/${id}`);
  },
};

async function set(inputs, roles) {
  const path = `/set/${inputs.mailboxId}?actorId=${inputs.actorId}&notify=none`;
  const { taskId } = await call("POST", path, { roles });
  for (;;) {
    const { status } = await call("GET", `/tasks/${taskId}`);
    if (status === "complete") return;
    if (status !== "running") throw new Error(`task ${taskId}: ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

const access = {
  async create(inputs) {
    await set(inputs, inputs.roles);
    return { id: `${inputs.mailboxId}/${inputs.actorId}`, outs: inputs };
  },
  async read(id, props) {
    const { actors } = await call("GET", `/actors/${props.mailboxId}`);
    const actor = actors.find(({ actorId }) => actorId === props.actorId);
    return actor === undefined ? {} : { id, props: { ...props, roles: actor.roles } };
  },
  async diff(_id, olds, news) {
    return { changes: JSON.stringify(olds.roles) !== JSON.stringify(news.roles) };
  },
  async update(_id, _olds, news) {
    await set(news, news.roles);
    return { outs: news };
  },
  async delete(_id, props) {
    await set(props, []);
  },
};

class Mailbox extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(mailboxes, name, args);
  }
}

class Access extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(access, name, args);
  }
}

for (let n = 0; n < Number(process.env.COUNT); n++) {
  const mailbox = new Mailbox(`mailbox-${n}`, { email: `box${n}@example.org`, name: `Mailbox ${n}` });
  new Access(`access-${n}`, {
    mailboxId: mailbox.id,
    actorId: String(1_130_000_000_000_002 + n),
    roles: ["shared_mailbox_owner"],
  });
}
