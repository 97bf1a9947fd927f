/**
 * The script for bash. That of the library needs another package of the user's, evaluates what is typed, and completes no
 * names of files.
 */
export const BASH = `# bash completion for yandex360
_yandex360() {
  local word line directive=0 words=() values=()
  # Bash takes --option=value for three words.
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    [[ $word == = ]] || words+=("$word")
  done
  [[ \${COMP_WORDS[COMP_CWORD]} == = ]] && words+=("")
  while IFS= read -r line; do
    case $line in
      :*) directive=\${line#:} ;;
      ?*) values+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(yandex360 complete -- "\${words[@]}" 2>/dev/null)
  COMPREPLY=("\${values[@]}")
  # 4: no names of files.
  if (( directive & 4 )) && type compopt &>/dev/null; then compopt +o default; fi
}
complete -o default -F _yandex360 yandex360`;
