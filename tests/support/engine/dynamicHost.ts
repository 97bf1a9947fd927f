import { join } from "node:path";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { ResourceType } from "../../../provider/registry";
import { type Failure, Host, type HostOptions } from "./host";
import type { Raw } from "./operationError";
import { type Home, theHome } from "./package";

/** Pulumi's own dynamic host, with the provider of the built package. */
export class DynamicHost extends Host {
  readonly previews = false;
  readonly providers = ["default"];
  private run = 0;

  private constructor(
    options: HostOptions,
    private readonly home: Home,
  ) {
    super(options);
  }

  static async start(options: HostOptions, home = theHome()): Promise<DynamicHost> {
    const host = new DynamicHost(options, home);
    const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider", { paths: [home.folder] });
    await host.spawn(script, home.folder);
    await host.configure({});
    return host;
  }

  /**
   * The package's modules are loaded anew in the same process, and every provider text carries a comment with the number
   * of the command, so that the host evaluates it again.
   */
  async newCommand(settings: Raw = {}): Promise<void> {
    await this.configure(settings);
    this.run++;
    await this.ask({ about: "forget", folder: join(this.home.installed, "dist") });
  }

  /** A program registers the text of the provider with every resource. */
  registered(type: ResourceType, inputs: Raw): Raw {
    return { ...inputs, __provider: this.home.texts[type] };
  }

  /** The first check of any resource tells. */
  async refusals(settings: Raw): Promise<Failure[]> {
    await this.newCommand(settings);
    const type = "DelegatedMailbox";
    const news = this.registered(type, { orgId: "1000001", ownerId: "1130000000000001" });
    const { failures } = await this.check({ type, name: "first" }, {}, news);
    return failures;
  }

  protected tokenOf(type: ResourceType): string {
    return `pulumi-nodejs:dynamic/yandex360:${type}`;
  }

  protected override struct(properties: Raw): Struct {
    const { __provider: text } = properties;
    const marked = typeof text === "string" ? { __provider: `${text}\n// command ${this.run}` } : {};
    return super.struct({ ...properties, ...marked });
  }

  protected override plain(struct: Struct | undefined): Raw {
    const raw = super.plain(struct);
    return typeof raw.__provider === "string"
      ? { ...raw, __provider: raw.__provider.replace(/\n\/\/ command \d+$/, "") }
      : raw;
  }

  /** The engine does so once in a process. */
  private async configure(settings: Raw): Promise<void> {
    const request = new rpc.ConfigureRequest();
    request.setArgs(super.struct({ ...this.options.config, ...settings }));
    request.setAcceptsecrets(true);
    await this.call((done) => this.client.configure(request, done));
  }
}
