import { join } from "node:path";
import { Role } from "../../../provider/service/roles";
import { PROPERTIES } from "../../../sdk/properties";
import { REPOSITORY } from "./packed";

/** What a project has of each host that the package's resources run on: the same programs run on both. */
export const HOSTS = { dynamic: {}, plugin: { plugin: join(REPOSITORY, "dist/plugin") } };

/** The types of the plugin's resources, as the SDK for Node.js has them that Pulumi generates: for programs in CommonJS. */
export const PLUGIN_CLASSES = `
const pulumi = require("@pulumi/pulumi");
const PROPERTIES = ${JSON.stringify(PROPERTIES)};
const classOf = (type) =>
  class extends pulumi.CustomResource {
    static get(name, id, state, options) {
      return new this(name, state, { ...options, id });
    }
    constructor(name, args, options) {
      const absent = Object.fromEntries(PROPERTIES[type].map((property) => [property, undefined]));
      const aliases = [{ type: "pulumi-nodejs:dynamic/yandex360:" + type }];
      super("yandex360:index:" + type, name, { ...absent, ...args }, pulumi.mergeOptions(options, { aliases }));
    }
  };
for (const type of Object.keys(PROPERTIES)) exports[type] = classOf(type);
exports.Role = ${JSON.stringify(Role)};
exports.Provider = class extends pulumi.ProviderResource {
  constructor(name, args, options) {
    super("yandex360", name, args, options);
  }
};
`;
