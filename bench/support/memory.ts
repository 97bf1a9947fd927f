import { readdirSync, readFileSync } from "node:fs";

/** Part of the command lines of the dynamic host and of plugins. */
const PLUGINS = ["dynamic-provider", "pulumi-resource-yandex360"];
const EVERY = 250;

/** Watches the host of the resources among the descendants of a process. The system keeps the peak itself: Linux only. */
export class PeakMemory {
  private readonly peaks = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly root: number) {
    this.timer = setInterval(() => this.look(), EVERY);
  }

  /** Stops to watch. The peak in MB; 0 where nothing could be seen. */
  end(): number {
    clearInterval(this.timer);
    return Math.max(0, ...this.peaks.values()) / 1024;
  }

  private look(): void {
    for (const pid of pluginsUnder(this.root)) {
      const peak = /^VmHWM:\s+(\d+) kB/m.exec(readProc(pid, "status"))?.[1];
      if (peak !== undefined) this.peaks.set(pid, Number(peak));
    }
  }
}

function pluginsUnder(root: number): string[] {
  if (process.platform !== "linux") return [];
  const plugins = readdirSync("/proc").filter(
    (name) =>
      /^\d+$/.test(name) &&
      readProc(name, "cmdline").startsWith("node\0") &&
      PLUGINS.some((part) => readProc(name, "cmdline").includes(part)),
  );
  return plugins.filter((pid) => ancestorsOf(pid).includes(String(root)));
}

function ancestorsOf(pid: string): string[] {
  const parent = /^PPid:\s+(\d+)/m.exec(readProc(pid, "status"))?.[1] ?? "0";
  return parent === "0" ? [] : [parent, ...ancestorsOf(parent)];
}

/** Empty for a process that has ended meanwhile. */
function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
