/** Asks the service once with the settings of the environment, and prints what it got or how it failed. */
import { randomUUID } from "node:crypto";
import { explain } from "../../../provider/engine/advice";
import { readSettings } from "../../../provider/engine/settings";
import { createContext } from "../../../provider/service/context";
import { LeapClock } from "../../support/clock";

async function ask(): Promise<object> {
  const { settings, problems } = readSettings(() => undefined);
  if (settings === undefined) return { problems };
  const { api } = createContext({ ...settings, token: settings.token ?? randomUUID() }, { clock: new LeapClock() });
  try {
    const { id } = await api.getShared(settings.orgId ?? "", process.argv[2] ?? "");
    const again = await api.getShared(settings.orgId ?? "", id);
    return { id: again.id };
  } catch (error) {
    return { error: explain(error) };
  }
}

void ask().then((said) => process.stdout.write(JSON.stringify(said), () => process.exit()));
