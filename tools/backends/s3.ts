import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cacheRoot, kept } from "../pulumi/cache";
import { compileAll, type GoProgram, recipe } from "../pulumi/goProgram";
import { withProgress } from "../pulumi/progress";
import { type Backend, freePort, openFolder, Server } from "./server";

const GATEWAY: GoProgram = {
  module: "../backends/s3-server",
  package: "github.com/versity/versitygw/cmd/versitygw",
  ldflags: "-s -w",
};
const BUCKET = "state";
const KEY = { id: "a-key-of-this-machine", secret: "a-secret-of-this-machine" };

/**
 * Starts an S3-compatible server with an empty bucket: the Versity S3 gateway, built from its Go module.
 *
 * @throws Error with one line that says why it is not to be had.
 */
export async function startS3(): Promise<Backend> {
  const bin = await ensureGateway();
  const folder = openFolder("s3");
  const [objects, metadata] = [join(folder, "objects"), join(folder, "metadata")];
  mkdirSync(join(objects, BUCKET), { recursive: true });
  mkdirSync(metadata);
  const address = `127.0.0.1:${await freePort()}`;
  const server = new Server(
    folder,
    join(bin, "versitygw"),
    ["--port", address, "--quiet", "posix", "--sidecar", metadata, objects],
    { env: { ROOT_ACCESS_KEY: KEY.id, ROOT_SECRET_KEY: KEY.secret } },
  );
  await server.ready(() =>
    fetch(`http://${address}/`).then(
      () => true,
      () => false,
    ),
  );
  return {
    url: `s3://${BUCKET}?endpoint=${address}&disableSSL=true&s3ForcePathStyle=true&region=us-east-1`,
    env: { AWS_ACCESS_KEY_ID: KEY.id, AWS_SECRET_ACCESS_KEY: KEY.secret },
    close: () => server.close(),
  };
}

function ensureGateway(): Promise<string> {
  const name = `s3-${process.platform}-${process.arch}-${recipe([GATEWAY])}`;
  return withProgress(async (progress) => {
    const folder = await kept(join(cacheRoot(), "../backends"), name, async (scratch) => {
      progress.stage("Building an S3-compatible server with Go: some 2 minutes on two cores, once on this machine");
      const keep = join(scratch, "gateway");
      const reason = await compileAll([GATEWAY], join(keep, "bin"), progress);
      return reason === undefined ? { keep } : { reason };
    });
    return join(folder, "bin");
  });
}
