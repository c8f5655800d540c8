# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# What bash completes of neurons-cli. It asks the program itself, so it always
# knows the options that there are.

# _neurons_cli_help [COMMAND]
_neurons_cli_help ()
{
  LC_ALL=C.UTF-8 LANGUAGE= neurons-cli "$@" --help 2>/dev/null
}

# The names that stand in a sentence of a command's help: COMMAND SENTENCE
_neurons_cli_sentence ()
{
  _neurons_cli_help "$1" | sed -n "s/^$2: \(.*\)\.\$/\1/p" | tr -d ,
}

_neurons_cli_list ()
{
  LC_ALL=C.UTF-8 LANGUAGE= neurons-cli list "$@" 2>/dev/null | sed -n 's/^\([A-Za-z][^ ]*\) .*/\1/p'
}

# What the help calls the value of an option: COMMAND OPTION
_neurons_cli_placeholder ()
{
  case $2 in
    --*) _neurons_cli_help "$1" | sed -n "s/^  \(-., \)\?$2=\([^ ]*\)  .*/\2/p" ;;
    *) _neurons_cli_help "$1" | sed -n "s/^  $2, --[a-z-]*=\([^ ]*\)  .*/\1/p" ;;
  esac
}

# _neurons_cli_files CURRENT [PATTERN]: folders, and files of that kind
_neurons_cli_files ()
{
  local IFS=$'\n' all='*'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -d -- "$1"; compgen -f -X "!${2-$all}" -- "$1"))
  COMPREPLY=($(printf '%s\n' "${COMPREPLY[@]}" | sort -u))
}

# _neurons_cli_value COMMAND OPTION CURRENT
_neurons_cli_value ()
{
  local placeholder words
  placeholder=$(_neurons_cli_placeholder "$1" "$2")

  case $2:$placeholder in
    --preset:*) words=$(_neurons_cli_sentence train Presets) ;;
    --loss:*) words=$(_neurons_cli_list losses) ;;
    --optimizer:*) words=$(_neurons_cli_list optimizers) ;;
    --labels:*) words=$(_neurons_cli_sentence check Labels) ;;
    --metrics:*) words=$(_neurons_cli_list metrics) ;;
    --activations:*) words=$(_neurons_cli_list activations) ;;
    *:*\|*) words=${placeholder//|/ } ;;
    *:FILE.csv) _neurons_cli_files "$3" '*.csv'; return ;;
    *:FILE.py | *:model.json | *:FILE) _neurons_cli_files "$3"; return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$3"))
}

# _neurons_cli_argument COMMAND CURRENT
_neurons_cli_argument ()
{
  local words

  case $1 in
    data) words=$(_neurons_cli_sentence data 'Data sets') ;;
    list) words=$(_neurons_cli_help list | sed -n 's/.*\[\([a-z|]*\)\]$/\1/p' | tr '|' ' ') ;;
    curve) words="$(_neurons_cli_list activations) $(_neurons_cli_list losses)" ;;
    check)
      words="$(_neurons_cli_list activations) $(_neurons_cli_list losses)"
      _neurons_cli_files "$2" '*.neurons'
      ;;
    train | code) _neurons_cli_files "$2" '*.neurons' ;;
    render | convert) _neurons_cli_files "$2" '*.@(neurons|json)' ;;
  esac
  [ -z "$words" ] || COMPREPLY+=($(compgen -W "$words" -- "$2"))
}

_neurons_cli ()
{
  local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}
  local option=${COMP_WORDS[COMP_CWORD - 1]} extglob
  COMPREPLY=()

  if [ "$COMP_CWORD" = 1 ]
  then
    COMPREPLY=($(compgen -W "--help --version $(_neurons_cli_help |
      sed -n 's/^  \([a-z]*\)  .*/\1/p')" -- "$current"))
    return
  fi

  # “=” parts words.
  if [ "$current" = = ]
  then
    current=
  elif [ "$option" = = ]
  then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  extglob=$(shopt -p extglob)
  shopt -s extglob
  if [[ $option == -* ]] && [ -n "$(_neurons_cli_placeholder "$command" "$option")" ]
  then
    _neurons_cli_value "$command" "$option" "$current"
  elif [[ $current == -* ]]
  then
    COMPREPLY=($(compgen -W "$(_neurons_cli_help "$command" |
      sed -n 's/^  \(-., \)\?\(--[a-z-]*=\?\).*/\2/p')" -- "$current"))
    [[ ${COMPREPLY-} != *= ]] || compopt -o nospace 2>/dev/null
  else
    _neurons_cli_argument "$command" "$current"
  fi
  $extglob
}

complete -F _neurons_cli neurons-cli
