#!/bin/sh
# An administrator who follows Yandex's help pages on delegated and shared mailboxes, sentence by sentence, with curl alone.
# It knows nothing of this package: whatever the pages promise has to come from the service that answers.
#
#   helpPages.sh URL TOKEN ORG OWNER ACTOR DOMAIN [delegated|shared]
#
# Without the last argument both stories are told. It ends with status 1 at the first step that does not answer as the pages
# promise, and names that step. The three misprints of the pages are not followed (`mailboxes/mailboxes/set`, creating a shared
# mailbox through `/mailboxes/delegated`, and the header `Yetkilendirme` for `Authorization`).

set -eu

if [ "$#" -lt 6 ] || [ "$#" -gt 7 ]; then
  echo "usage: helpPages.sh URL TOKEN ORG OWNER ACTOR DOMAIN [delegated|shared]" >&2
  exit 2
fi

# "You need: a token with both mailbox scopes, the organization id, and the ids of the employees."
URL=$1 TOKEN=$2 ORG=$3 OWNER=$4 ACTOR=$5 DOMAIN=$6 STORY=${7:-both}
case $STORY in delegated | shared | both) ;; *)
  echo "unknown story $STORY" >&2
  exit 2
  ;;
esac

FILES=$(mktemp -d)
trap 'rm -rf "$FILES"' EXIT
trap 'exit 130' INT TERM

STEP="begin"
STEPS=0

step() {
  STEP=$1
}

kept() {
  STEPS=$((STEPS + 1))
  echo "ok $STEPS - $STEP"
}

broken() {
  echo "BROKEN: $STEP: $1" >&2
  exit 1
}

# request METHOD PATH [BODY] [NAME]: sends one request as the pages write it; the answer is left in $FILES/NAME and
# $FILES/NAME.status. The header goes through standard input, so that no other user of the machine reads the token from curl's
# command line.
request() {
  name=${4:-answer}
  set -- "$1" "$2" "${3:-}"
  # "Send the header `Authorization: OAuth <token>`."
  if [ -n "$3" ]; then
    printf 'Authorization: OAuth %s\n' "$TOKEN" | curl -sS -m 30 -X "$1" -H @- -H "Content-Type: application/json" \
      -d "$3" -o "$FILES/$name" -w '%{http_code}' "$URL/admin/v1/org/$ORG$2" >"$FILES/$name.status"
  else
    printf 'Authorization: OAuth %s\n' "$TOKEN" | curl -sS -m 30 -X "$1" -H @- \
      -o "$FILES/$name" -w '%{http_code}' "$URL/admin/v1/org/$ORG$2" >"$FILES/$name.status"
  fi
}

# "Status 200" is all that the pages call a success.
is200() {
  status=$(cat "$FILES/${1:-answer}.status")
  [ "$status" = 200 ] || broken "HTTP $status $(head -c 300 "$FILES/${1:-answer}")"
}

# A string of the answer, by its name.
text() {
  sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p' "$FILES/${2:-answer}" | head -n 1
}

says() {
  grep -q -e "$1" "$FILES/answer" || broken "the answer does not say $1: $(head -c 300 "$FILES/answer")"
}

saysNot() {
  if grep -q -e "$1" "$FILES/answer"; then broken "the answer says $1: $(head -c 300 "$FILES/answer")"; fi
}

# "Ask for the task until its status is `complete`."
finished() {
  polls=0
  while :; do
    request GET "/mailboxes/tasks/$1"
    is200
    case $(text status) in
    complete) return ;;
    running) ;;
    *) broken "the task is $(text status)" ;;
    esac
    polls=$((polls + 1))
    [ "$polls" -lt 60 ] || broken "the task is still running after $polls looks"
    sleep 1
  done
}

# access MAILBOX NOTIFY ROLES: one employee, one mailbox, one request; then the wait for its task.
access() {
  request POST "/mailboxes/set/$1?actorId=$ACTOR&notify=$2" "{\"roles\":[$3]}"
  is200
  task=$(text taskId)
  [ -n "$task" ] || broken "there is no task id"
  finished "$task"
}

delegated() {
  step "Enable delegation: PUT /mailboxes/delegated answers 200 and the mailbox id, which is the owner's"
  request PUT /mailboxes/delegated "{\"resourceId\":\"$OWNER\"}"
  is200
  [ "$(text resourceId)" = "$OWNER" ] || broken "the mailbox id is $(text resourceId)"
  kept

  step "From then on it counts as a delegated mailbox, even if nobody has access"
  request GET "/mailboxes/delegated?page=1&perPage=10"
  is200
  says "\"resourceId\" *: *\"$OWNER\" *, *\"count\" *: *0"
  kept

  step "Grant: POST /mailboxes/set/{owner} answers 200 and a task id; it is done when the task is complete"
  access "$OWNER" all '"shared_mailbox_imap_admin","shared_mailbox_half_sender"'
  kept

  step "The employee has the mailbox with the granted roles"
  request GET "/mailboxes/resources/$ACTOR"
  is200
  says "$OWNER"
  says shared_mailbox_half_sender
  kept

  step "Change: the same request with another list replaces the roles; notify=delegates tells the employee only"
  access "$OWNER" delegates '"shared_mailbox_owner"'
  request GET "/mailboxes/actors/$OWNER"
  is200
  says shared_mailbox_owner
  saysNot shared_mailbox_half_sender
  kept

  step "Revoke: an empty list takes the access away; notify=none tells nobody"
  access "$OWNER" none ''
  request GET "/mailboxes/resources/$ACTOR"
  is200
  saysNot "$OWNER"
  kept

  step "After the revocation the mailbox stays delegated"
  request GET "/mailboxes/delegated?page=1&perPage=10"
  is200
  says "\"resourceId\" *: *\"$OWNER\" *, *\"count\" *: *0"
  kept

  step "Disable: DELETE /mailboxes/delegated/{owner} answers 200, and every delegate loses access"
  access "$OWNER" none '"shared_mailbox_sender"'
  request DELETE "/mailboxes/delegated/$OWNER"
  is200
  request GET "/mailboxes/resources/$ACTOR"
  is200
  saysNot "$OWNER"
  kept

  step "Switched off, it no longer counts as a delegated mailbox"
  request GET "/mailboxes/delegated?page=1&perPage=10"
  is200
  saysNot "\"$OWNER\""
  kept
}

shared() {
  unique=$$
  step "Create: PUT /mailboxes/shared with address, name and description answers 200 and the mailbox id"
  request PUT /mailboxes/shared \
    "{\"email\":\"help-$unique@$DOMAIN\",\"name\":\"Help $unique\",\"description\":\"Made by the help page\"}"
  is200
  first=$(text resourceId)
  [ -n "$first" ] || broken "there is no mailbox id"
  kept

  step "A second mailbox is created in the same way"
  request PUT /mailboxes/shared "{\"email\":\"more-$unique@$DOMAIN\",\"name\":\"More $unique\",\"description\":\"\"}"
  is200
  second=$(text resourceId)
  [ -n "$second" ] && [ "$second" != "$first" ] || broken "the mailbox id is $second"
  kept

  step "Grant: one request is one employee and one mailbox, and many may be sent at once"
  roles='{"roles":["shared_mailbox_imap_admin","shared_mailbox_sender"]}'
  request POST "/mailboxes/set/$first?actorId=$ACTOR&notify=all" "$roles" one &
  one=$!
  request POST "/mailboxes/set/$second?actorId=$ACTOR" "$roles" two &
  wait "$one" || broken "curl failed"
  wait "$!" || broken "curl failed"
  is200 one
  is200 two
  [ "$(text taskId one)" != "$(text taskId two)" ] || broken "the two tasks have one id"
  finished "$(text taskId one)"
  finished "$(text taskId two)"
  kept

  step "The mailboxes are in the list, each with the number of employees who have access"
  request GET "/mailboxes/shared?page=1&perPage=10"
  is200
  says "\"resourceId\" *: *\"$first\" *, *\"count\" *: *1"
  says "\"resourceId\" *: *\"$second\" *, *\"count\" *: *1"
  kept

  step "The mailbox is as it was described"
  request GET "/mailboxes/shared/$first"
  is200
  says "help-$unique@$DOMAIN"
  says "Made by the help page"
  kept

  step "For a mail program over IMAP the employee has shared_mailbox_imap_admin"
  request GET "/mailboxes/resources/$ACTOR"
  is200
  says "$first"
  says shared_mailbox_imap_admin
  kept

  step "Revoke: an empty list takes the access away"
  access "$first" none ''
  access "$second" none ''
  request GET "/mailboxes/actors/$first"
  is200
  saysNot "$ACTOR"
  kept

  step "Delete: DELETE /mailboxes/shared/{id} answers 200, and the mailbox is no longer in the list"
  request DELETE "/mailboxes/shared/$first"
  is200
  request DELETE "/mailboxes/shared/$second"
  is200
  request GET "/mailboxes/shared?page=1&perPage=10"
  is200
  saysNot "\"$first\""
  saysNot "\"$second\""
  kept
}

case $STORY in delegated | both) delegated ;; esac
case $STORY in shared | both) shared ;; esac
echo "$STEPS steps answered as the pages promise"
