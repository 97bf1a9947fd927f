import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { ResourceType } from "../../../provider/registry";
import { type Failure, Host, type HostOptions } from "./host";
import type { Raw } from "./operationError";
import { thePlugin } from "./plugin";

const NAMESPACE = "yandex360:";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const { Kind } = rpc.PropertyDiff;
const REPLACING: readonly number[] = [Kind.ADD_REPLACE, Kind.DELETE_REPLACE, Kind.UPDATE_REPLACE];

/** The provider plugin, as it is bundled. */
export class PluginHost extends Host {
  readonly previews = true;
  readonly providers = ["default", "globex"];

  private constructor(
    options: HostOptions,
    private readonly bundle: string,
  ) {
    super(options);
  }

  static async start(options: HostOptions, bundled = thePlugin()): Promise<PluginHost> {
    const { file, folder } = await bundled;
    const host = new PluginHost(options, file);
    await host.spawn(file, folder);
    await host.begin({});
    return host;
  }

  /** The bundle is run anew in the same process, and listens on another port. */
  async newCommand(settings: Record<string, string> = {}): Promise<void> {
    const connected = this.connected();
    await this.ask({ about: "anew", file: this.bundle });
    await connected;
    await this.begin(settings);
  }

  registered(_type: ResourceType, inputs: Raw): Raw {
    return inputs;
  }

  async refusals(settings: Raw, provider: string): Promise<Failure[]> {
    const { failures } = await this.checkConfig(settings, provider);
    return failures;
  }

  protected tokenOf(type: ResourceType): string {
    return `yandex360:index:${type}`;
  }

  /** What the engine shows of a change has to be what it does. */
  protected override look(reply: rpc.DiffResponse): void {
    const kinds: number[] = [];
    reply.getDetaileddiffMap().forEach((detail) => {
      kinds.push(detail.getKind());
    });
    const changes = reply.getChanges() === rpc.DiffResponse.DiffChanges.DIFF_SOME;
    const replaces = kinds.some((kind) => REPLACING.includes(kind));
    if (!reply.getHasdetaileddiff() || changes !== kinds.length > 0) {
      throw new Error(`a diff with changes: ${changes}, and ${kinds.length} details`);
    }
    if (replaces !== reply.getReplacesList().length > 0) {
      throw new Error(`a diff that replaces: ${reply.getReplacesList()}, with details ${kinds}`);
    }
  }

  /** What the engine says first in every process. */
  private async begin(settings: Record<string, string>): Promise<void> {
    const handshake = new rpc.ProviderHandshakeRequest();
    handshake.setConfigureWithUrn(true);
    await this.call((done) => this.client.handshake(handshake, done));
    const { inputs, failures } = await this.checkConfig({ ...this.options.config, ...settings }, "default");
    if (failures.length > 0) {
      throw new Error(`the configuration is refused: ${JSON.stringify(failures)}`);
    }
    const request = new rpc.ConfigureRequest();
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    request.setUrn(urnOfProvider("default"));
    request.setArgs(this.struct(inputs));
    for (const [name, value] of Object.entries(inputs)) {
      request.getVariablesMap().set(`${NAMESPACE}config:${name}`, String(value));
    }
    await this.call((done) => this.client.configure(request, done));
  }

  /** The engine takes the namespace off the keys of the stack's config. */
  private async checkConfig(settings: Raw, name: string): Promise<{ inputs: Raw; failures: Failure[] }> {
    const request = new rpc.CheckRequest();
    request.setUrn(urnOfProvider(name));
    const given = Object.entries(settings).map(([key, value]) => [key.replace(NAMESPACE, ""), value]);
    request.setNews(this.struct(Object.fromEntries(given)));
    const reply = await this.call<rpc.CheckResponse>((done) => this.client.checkConfig(request, done));
    return { inputs: this.withSecrets(reply.getInputs()), failures: this.failuresIn(reply) };
  }

  /** What is marked as a secret, the engine encrypts and hides: it does not count as said. */
  private withSecrets(struct: Struct | undefined): Raw {
    const given = Object.entries<unknown>(struct?.toJavaScript() ?? {});
    const revealed = given.map(([key, value]) => [key, isSecret(value) ? value.value : value]);
    this.said.push(JSON.stringify(given.filter(([, value]) => !isSecret(value))));
    return Object.fromEntries(revealed);
  }
}

function isSecret(value: unknown): value is { value: unknown } {
  return typeof value === "object" && value !== null && SIGNATURE in value && "value" in value;
}

function urnOfProvider(name: string): string {
  return `urn:pulumi:stack::project::pulumi:providers:yandex360::${name}`;
}
