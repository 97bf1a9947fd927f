/** How far a long reading is, on stderr. */
import { Format, Presets, SingleBar } from "cli-progress";
import type { OnProgress } from "../../provider/engine/survey";

const PLAIN_INTERVAL = 10_000;

/** Progress of a verb that reads mailbox by mailbox. */
export interface ShownProgress {
  onProgress: OnProgress;
  /** Leaves the cursor on a new line. */
  end(): void;
}

/** A bar with rate and time left, as soon as they show, on a terminal, and a plain line every ten seconds elsewhere. */
export function showProgress(output: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr): ShownProgress {
  return output.isTTY ? bar(output) : lines(output);
}

function bar(stream: NodeJS.WritableStream): ShownProgress {
  const format = "Reading mailboxes {bar} {value} of {total}{rate}{eta_formatted}";
  const formatTime: typeof Format.TimeFormat = (left, ...how) =>
    left > 0 ? `, ${Format.TimeFormat(left, ...how)} left` : "";
  const shown = new SingleBar({ format, formatTime, stream, etaBuffer: 100, hideCursor: true }, Presets.shades_classic);
  const begun = Date.now();
  return {
    onProgress(read, all) {
      const perSecond = Math.round(read / Math.max(1, (Date.now() - begun) / 1000));
      const rate = read === 0 ? "" : `, ${perSecond} a second`;
      if (shown.isActive) {
        shown.update(read, { rate });
      } else {
        shown.start(all, read, { rate });
      }
    },
    end: () => shown.stop(),
  };
}

function lines(output: NodeJS.WritableStream): ShownProgress {
  const begun = Date.now();
  let shownAt = begun;
  return {
    onProgress(read, all) {
      const now = Date.now();
      if (now - shownAt < PLAIN_INTERVAL || read === 0) {
        return;
      }
      shownAt = now;
      const rate = read / ((now - begun) / 1000);
      const left = Math.ceil((all - read) / rate);
      output.write(`read ${read} of ${all} mailboxes, ${rate.toFixed(1)} a second, ${left} s left\n`);
    },
    end: () => undefined,
  };
}
