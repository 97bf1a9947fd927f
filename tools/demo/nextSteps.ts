import { delimiter } from "node:path";
import { quoted } from "../../cli/common/quoted";
import type { Engine } from "../pulumi/engine";

const PORT = 3600;
const API_URL = `http://127.0.0.1:${PORT}`;

/** What the steps are for. */
export interface Setting {
  engine: Engine;
  token: string;
  orgId: string;
  taskDuration: number;
}

/** How to go on by hand: each block can be pasted into a shell in the root of the repository. */
export function nextSteps({ engine, token, orgId, taskDuration }: Setting): string {
  const isOnPath = (process.env.PATH ?? "").split(delimiter).includes(engine.binDir);
  const path = isOnPath ? "" : `  export PATH=${quoted(engine.binDir)}:"$PATH"\n`;
  const set = `${API_URL}/admin/v1/org/${orgId}/mailboxes/set/1130000000000001?actorId=1130000000000012&notify=none`;
  return `That is all gone now. To go on by hand, start the emulator in a terminal of its own:

  npx yandex360 emulator --demo --port ${PORT} --task-duration ${taskDuration}

In another one, make the stack and its mailboxes. The state goes to a temporary folder, and so does the stack's
file as it is now, since the commands change it:

${path}  export DEMO="$(mktemp -d)" && cp Pulumi.acme.yaml "$DEMO"
  export PULUMI_HOME="$DEMO/home" PULUMI_BACKEND_URL="file://$DEMO" PULUMI_CONFIG_PASSPHRASE=demo
  export YANDEX360_API_URL=${API_URL} YANDEX360_TOKEN=${token}
  pulumi stack init acme
  pulumi up --yes

Give somebody access in organization.acme.yaml, say Vera to the mail of the financial director, and see by name what that
would do before it is done:

  cp organization.acme.yaml "$DEMO"
  printf '      vera.kuznetsova@acme.example: [reader]\\n' >> organization.acme.yaml
  npx yandex360 check organization.acme.yaml --offline
  pulumi preview
  pulumi up --yes

Take somebody's access away behind Pulumi's back: refresh finds it out, and up puts it right:

  curl -w '\\n' -X POST -H 'Authorization: OAuth ${token}' -H 'Content-Type: application/json' -d '{"roles": []}' \\
    '${set}'
  pulumi refresh --yes
  pulumi up --yes

Take everything away, and put the files back. Mailboxes are protected, because letters and access go with them:

  pulumi state unprotect --all --yes
  pulumi destroy --yes
  mv "$DEMO/Pulumi.acme.yaml" "$DEMO/organization.acme.yaml" . && rm -r "$DEMO"
`;
}
