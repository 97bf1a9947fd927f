/**
 * What every fault at every request ends in: the tests are generated from this table, and docs/reliability.md is.
 * Recorded from a whole run and read through; a change in it is a change of what users see.
 */
import type { FaultKind } from "../../../emulator";

const UNTIL = "until 120 s have passed";
const LIST = "the list is read again, 3 times in all";
const POLL = "the task is asked after until `taskTimeout`";
const NO = "no";
const NONE = "not needed";

/** Whether the request is sent again after the fault. CreateShared has a rule of its own. */
export const RETRIES: Readonly<Record<FaultKind, string>> = {
  refused: UNTIL,
  "reset-before": UNTIL,
  "hang-up-before": UNTIL,
  "reset-after": UNTIL,
  "stall-before": UNTIL,
  "stall-after": UNTIL,
  "truncated-after": UNTIL,
  "gzip-bomb": NO,
  "endless-body": NO,
  "slow-drip": UNTIL,
  "html-200": NO,
  "html-200-after": NO,
  "html-502": UNTIL,
  "empty-200": NO,
  "wrong-types": NO,
  "missing-fields": NO,
  "json-null": NO,
  "proto-keys": NONE,
  "terminal-escapes": NO,
  "long-message": NO,
  "status-400": NO,
  "status-401": NO,
  "status-403-scope": NO,
  "status-403-admin": NO,
  "status-404-api": NO,
  "status-404-html": NO,
  "status-409": NO,
  "status-429": UNTIL,
  "status-429-seconds": UNTIL,
  "status-429-date": UNTIL,
  "status-429-huge": NO,
  "status-500-before": UNTIL,
  "status-500-after": UNTIL,
  "status-502-after": UNTIL,
  "status-503": UNTIL,
  "status-503-seconds": UNTIL,
  "status-504-after": UNTIL,
  "redirect-301": NO,
  "redirect-302": NO,
  "redirect-307": NO,
  "task-error": NONE,
  "task-error-applied": NONE,
  "task-never": POLL,
  "task-never-applied": POLL,
  "task-forgotten": NONE,
  "task-forgotten-unapplied": NONE,
  "task-unknown-status": POLL,
  "list-shrinks": LIST,
  "list-duplicates": LIST,
  "list-empty-page": LIST,
  "list-total-high": LIST,
  "list-total-low": LIST,
  "list-total-missing": LIST,
  "list-page-echo": LIST,
};

/** Faults that pass: a request that is sent again after one of them succeeds. */
export const PASSING: readonly FaultKind[] = (Object.keys(RETRIES) as FaultKind[]).filter(
  (kind) => RETRIES[kind] === UNTIL,
);

/**
 * By place in SITUATIONS, two letters: the end after one hit, and after every request is hit. `c`onverged; an error with
 * state as it was (`o`); an error with a half-made resource in state (`h`); `--` where the fault makes no sense.
 */
export const EXPECTED: Readonly<Record<FaultKind, string>> = {
  refused: "co ch co co co co co ch ch co co ch ch ch ch co cc co co ch co ch ch co ch ch ch ch ch co co co cc",
  "reset-before": "co ch co co co co co ch ch co co ch ch ch ch co cc co co ch co ch ch co ch ch ch ch ch co co co cc",
  "hang-up-before":
    "co ch co co co co co ch ch co co ch ch ch ch co cc co co ch co ch ch co ch ch ch ch ch co co co cc",
  "reset-after": "cc ch co co co co co ch ch co co ch ch ch ch cc cc co co ch co ch ch co ch ch cc cc ch co co cc cc",
  "stall-before": "co ch co co co co co ch ch co co ch ch ch ch co cc co co ch co ch ch co ch ch ch ch ch co co co cc",
  "stall-after": "cc ch co co co co co ch ch co co ch ch ch ch cc cc co co ch co ch ch co ch ch cc cc ch co co cc cc",
  "truncated-after":
    "cc ch co co co co co ch ch co co ch ch ch ch cc cc co co ch co ch ch co ch ch cc cc ch co co cc cc",
  "gzip-bomb": "cc hh oo oo oo oo oo hh hh oo oo hh hh hh hh cc cc oo oo hh oo hh hh oo hh hh cc cc hh oo oo cc cc",
  "endless-body": "cc hh oo oo oo oo oo hh hh oo oo hh hh hh hh cc cc oo oo hh oo hh hh oo hh hh cc cc hh oo oo cc cc",
  "slow-drip": "cc ch co co co co co ch ch co co ch ch ch ch cc cc co co ch co ch ch co ch ch cc cc ch co co cc cc",
  "html-200": "co hh oo oo oo oo oo hh hh oo oo hh hh hh hh oo cc oo oo hh oo hh hh oo hh hh hh hh hh oo oo oo cc",
  "html-200-after":
    "cc hh oo oo oo oo oo hh hh oo oo hh hh hh hh cc cc oo oo hh oo hh hh oo hh hh cc cc hh oo oo cc cc",
  "html-502": "co ch co co co co co ch ch co co ch ch ch ch co cc co co ch co ch ch co ch ch ch ch ch co co co cc",
  "empty-200": "cc hh oo oo oo oo oo hh hh oo oo hh hh hh hh cc cc oo oo hh oo hh hh oo hh hh cc cc hh oo oo cc cc",
  "wrong-types": "cc hh oo oo oo oo oo hh hh oo oo hh hh hh hh cc cc oo oo hh oo hh hh oo hh hh cc cc hh oo oo cc cc",
  "missing-fields":
    "cc hh cc oo co oo oo hh hh cc co hh hh hh hh cc cc co co ch cc hh hh oo hh hh cc cc hh oo oo cc cc",
  "json-null": "cc hh oo oo oo oo oo hh hh oo oo hh hh hh hh cc cc oo oo hh oo hh hh oo hh hh cc cc hh oo oo cc cc",
  "proto-keys": "cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc",
  "terminal-escapes":
    "oo oo oo oo co co oo hh oo oo co oo hh oo hh oo cc oo oo hh oo ho hh oo hh hh hh hh hh oo oo oo cc",
  "long-message": "oo oo oo oo co co oo hh oo oo co oo hh oo hh oo cc oo oo hh oo ho hh oo hh hh hh hh hh oo oo oo cc",
  "status-400": "oo oo oo oo co co oo hh oo oo co oo hh oo hh oo cc oo oo hh oo ho hh oo hh hh hh hh hh oo oo oo cc",
  "status-401": "oo oo oo oo oo oo oo hh oo oo oo oo hh oo hh oo cc oo oo hh oo ho hh oo hh hh hh hh hh oo oo oo cc",
  "status-403-scope":
    "oo oo oo oo oo oo oo hh oo oo oo oo hh oo hh oo cc oo oo hh oo ho hh oo hh hh hh hh hh oo oo oo cc",
  "status-403-admin":
    "oo oo oo oo oo oo oo hh oo oo oo oo hh oo hh oo cc oo oo hh oo ho hh oo hh hh hh hh hh oo oo oo cc",
  "status-404-api":
    "oo oo oo oo oo oo oo hh oo oo oo oo cc oo cc oo cc oo oo hh oo ho cc oo hh hh hh hh cc oo oo oo cc",
  "status-404-html":
    "oo oo oo oo oo oo oo hh oo oo oo oo hh oo hh oo cc oo oo hh oo ho hh oo hh hh hh hh hh oo oo oo cc",
  "status-409": "oo oo oo oo oo oo oo hh oo oo oo oo hh oo hh oo cc oo oo hh oo ho hh oo hh hh hh hh hh oo oo oo cc",
  "status-429": "co co co co co co co ch co co co co ch co ch co cc co co ch co co ch co ch ch ch ch ch co co co cc",
  "status-429-seconds":
    "co co co co co co co ch co co co co ch co ch co cc co co ch co co ch co ch ch ch ch ch co co co cc",
  "status-429-date":
    "co co co co co co co ch co co co co ch co ch co cc co co ch co co ch co ch ch ch ch ch co co co cc",
  "status-429-huge":
    "oo oo oo oo oo oo oo hh oo oo oo oo hh oo hh oo cc oo oo hh oo ho hh oo hh hh hh hh hh oo oo oo cc",
  "status-500-before":
    "co ch co co co co co ch ch co co ch ch ch ch co cc co co ch co ch ch co ch ch ch ch ch co co co cc",
  "status-500-after":
    "cc ch co co co co co ch ch co co ch ch ch ch cc cc co co ch co ch ch co ch ch cc cc ch co co cc cc",
  "status-502-after":
    "cc ch co co co co co ch ch co co ch ch ch ch cc cc co co ch co ch ch co ch ch cc cc ch co co cc cc",
  "status-503": "co ch co co co co co ch ch co co ch ch ch ch co cc co co ch co ch ch co ch ch ch ch ch co co co cc",
  "status-503-seconds":
    "co ch co co co co co ch ch co co ch ch ch ch co cc co co ch co ch ch co ch ch ch ch ch co co co cc",
  "status-504-after":
    "cc ch co co co co co ch ch co co ch ch ch ch cc cc co co ch co ch ch co ch ch cc cc ch co co cc cc",
  "redirect-301": "co hh oo oo oo oo oo hh hh oo oo hh hh hh hh oo cc oo oo hh oo hh hh oo hh hh hh hh hh oo oo oo cc",
  "redirect-302": "co hh oo oo oo oo oo hh hh oo oo hh hh hh hh oo cc oo oo hh oo hh hh oo hh hh hh hh hh oo oo oo cc",
  "redirect-307": "co hh oo oo oo oo oo hh hh oo oo hh hh hh hh oo cc oo oo hh oo hh hh oo hh hh hh hh hh oo oo oo cc",
  "task-error": "-- -- -- -- -- -- -- -- -- -- -- hh hh hh hh oo cc -- -- -- -- hh hh -- hh hh hh hh hh -- -- oo cc",
  "task-error-applied":
    "-- -- -- -- -- -- -- -- -- -- -- hh hh hh hh cc cc -- -- -- -- hh hh -- hh hh cc cc hh -- -- cc cc",
  "task-never": "-- -- -- -- -- -- -- -- -- -- -- hh hh hh hh oo oo -- -- -- -- hh hh -- hh hh hh hh hh -- -- oo oo",
  "task-never-applied":
    "-- -- -- -- -- -- -- -- -- -- -- hh hh hh hh oo oo -- -- -- -- hh hh -- hh hh hh hh hh -- -- oo oo",
  "task-forgotten":
    "-- -- -- -- -- -- -- -- -- -- -- cc cc cc cc cc cc -- -- -- -- cc cc -- cc cc cc cc cc -- -- cc cc",
  "task-forgotten-unapplied":
    "-- -- -- -- -- -- -- -- -- -- -- hh cc hh cc oo cc -- -- -- -- hh cc -- hh hh hh hh cc -- -- oo cc",
  "task-unknown-status":
    "-- -- -- -- -- -- -- -- -- -- -- hh hh hh hh oo oo -- -- -- -- hh hh -- hh hh hh hh hh -- -- oo oo",
  "list-shrinks": "-- -- -- -- co co -- -- -- -- co -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --",
  "list-duplicates":
    "-- -- -- -- co co -- -- -- -- co -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --",
  "list-empty-page":
    "-- -- -- -- co co -- -- -- -- co -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --",
  "list-total-high":
    "-- -- -- -- co co -- -- -- -- co -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --",
  "list-total-low":
    "-- -- -- -- co co -- -- -- -- co -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --",
  "list-total-missing":
    "-- -- -- -- co cc -- -- -- -- cc -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --",
  "list-page-echo":
    "-- -- -- -- co co -- -- -- -- co -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- -- --",
};
