// Every script asks `yandex360 complete -- words...`, whose last line is `:0` where names of files are wanted, else `:4`.
// What is being typed is passed on as words and never evaluated.

const BASH = `# bash completion for yandex360
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

const ZSH = `#compdef yandex360
_yandex360() {
  local line files
  local -a before values
  before=("\${(@Q)words[1,CURRENT-1]}")
  yandex360 complete -- "\${(@)before[2,-1]}" "\${(Q)PREFIX}" 2>/dev/null | while IFS= read -r line; do
    case $line in
      :0) files=1 ;;
      :*) ;;
      *) values+=("\${\${line//:/\\\\:}/$'\\t'/:}") ;;
    esac
  done
  if [[ -n $files ]]; then
    [[ $PREFIX == -*=* ]] && compset -P 1 '*='
    _files
  else
    _describe yandex360 values
  fi
}
compdef _yandex360 yandex360
# In a folder of $fpath this file is the body of the function.
if [[ \${funcstack[1]} == _yandex360 ]]; then _yandex360 "$@"; fi`;

const FISH = `# fish completion for yandex360
function __yandex360_fits
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -g __yandex360_values (yandex360 complete -- $words[2..-1] "$typed" 2>/dev/null)
    # Otherwise fish completes names of files.
    test "$__yandex360_values[-1]" = :4; or return 1
    set -e __yandex360_values[-1]
end
complete -c yandex360 -e
complete -c yandex360 -n __yandex360_fits -f -a '$__yandex360_values'`;

const POWERSHELL = `# PowerShell completion for yandex360
Register-ArgumentCompleter -Native -CommandName yandex360 -ScriptBlock {
  param($typed, $line, $cursor)
  $words = @($line.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
  # Windows PowerShell drops an empty argument.
  if ("$typed" -eq '') { $typed = ' ' }
  $lines = @(yandex360 complete '--' @words "$typed" 2>$null)
  if ($lines.Count -eq 1 -and $lines[0] -eq ':4') { return '' }
  foreach ($one in $lines -notlike ':*') {
    $value, $about = $one -split "\`t", 2
    if (-not $about) { $about = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
  }
}`;

/** The scripts by the names of their shells. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
};
