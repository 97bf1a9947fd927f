#!/bin/sh
# What Yandex's help pages show, as a script: one curl request after the other, and a poll each second.
# It keeps no state, so it can only create: a second run fails, and nothing is ever changed or taken back.
# Needs API_URL, ORG_ID, TOKEN and COUNT.
set -eu
api="$API_URL/admin/v1/org/$ORG_ID/mailboxes"
auth="Authorization: OAuth $TOKEN"

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

n=0
while [ "$n" -lt "$COUNT" ]; do
  mailbox=$(curl -sSf -X PUT -H "$auth" -H "Content-Type: application/json" \
    -d "{\"email\":\"box$n@example.org\",\"name\":\"Mailbox $n\",\"description\":\"\"}" "$api/shared" | field resourceId)
  task=$(curl -sSf -X POST -H "$auth" -H "Content-Type: application/json" \
    -d '{"roles":["shared_mailbox_owner"]}' \
    "$api/set/$mailbox?actorId=$((1130000000000002 + n))&notify=none" | field taskId)
  while :; do
    status=$(curl -sSf -H "$auth" "$api/tasks/$task" | field status)
    [ "$status" = running ] || break
    sleep 1
  done
  [ "$status" = complete ] || { echo "task $task: $status" >&2; exit 1; }
  n=$((n + 1))
done
