#compdef neurons-cli
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# What zsh completes of neurons-cli. It asks the program itself, so it always
# knows the options that there are.

_neurons_cli_list () {
  print -l -- ${${(M)${(f)"$(LC_ALL=C.UTF-8 LANGUAGE= neurons-cli list $1 2>/dev/null)"}:#[A-Za-z]*}%% *}
}

# The names that stand in a sentence of a command's help: COMMAND SENTENCE
_neurons_cli_sentence () {
  LC_ALL=C.UTF-8 LANGUAGE= neurons-cli $1 --help | sed -n "s/^$2: \(.*\)\.\$/\1/p" | sed 's/, /\n/g'
}

# What can be a value: OPTION PLACEHOLDER
_neurons_cli_action () {
  case $1:$2 in
    --preset:*) print -r -- "($(_neurons_cli_sentence train Presets | tr '\n' ' '))" ;;
    --loss:*) print -r -- "($(_neurons_cli_list losses | tr '\n' ' '))" ;;
    --optimizer:*) print -r -- "($(_neurons_cli_list optimizers | tr '\n' ' '))" ;;
    --labels:*) print -r -- "($(_neurons_cli_sentence check Labels | tr '\n' ' '))" ;;
    *:*\|*) print -r -- "(${2//|/ })" ;;
    *:FILE.csv) print -r -- '_files -g "*.csv"' ;;
    *:FILE.py|*:FILE|*:model.json) print -r -- '_files' ;;
    *) print -r -- ' ' ;;
  esac
}

# The options of a command, as _arguments wants them, in specs.
_neurons_cli_options () {
  local line option placeholder text
  for line in ${(f)"$(LC_ALL=C.UTF-8 LANGUAGE= neurons-cli $1 --help 2>/dev/null)"}; do
    [[ $line == '  '(-?', '|)'--'* ]] || continue
    option=${${line#*--}%%[= ]*} placeholder='' text=${line##*  }
    [[ $line == *--$option=* ]] && placeholder=${${line#*=}%% *}
    text=${text//[\[\]:]/ }
    if [[ -n $placeholder ]]; then
      specs+=("*--${option}=[$text]:${placeholder//:/}:$(_neurons_cli_action --$option $placeholder)")
    else
      specs+=("--${option}[$text]")
    fi
    [[ $line == '  -o,'* ]] && specs+=("-o[$text]:${placeholder//:/}:_files")
  done
}

_neurons_cli_arguments () {
  case $1 in
    data) specs+=("1:data set:($(_neurons_cli_sentence data 'Data sets' | tr '\n' ' '))") ;;
    list) specs+=("1:what:(${${${${(M)${(f)"$(LC_ALL=C.UTF-8 LANGUAGE= neurons-cli list --help)"}:#*\[OPTION*}##* \[}%\]}//|/ })") ;;
    curve) specs+=("1:name:($(_neurons_cli_list activations | tr '\n' ' ') $(_neurons_cli_list losses | tr '\n' ' '))") ;;
    check)
      specs+=("1:activation:($(_neurons_cli_list activations | tr '\n' ' '))"
              "2:loss:($(_neurons_cli_list losses | tr '\n' ' '))") ;;
    train|code) specs+=('1:experiment:_files -g "*.neurons"') ;;
    render) specs+=('1:network:_files -g "*.(neurons|json)"') ;;
    convert) specs+=('1:from:_files -g "*.(neurons|json)"' '2:to:_files') ;;
  esac
}

_neurons-cli () {
  local -a commands specs
  local command=$words[2]

  if (( CURRENT == 2 )); then
    commands=(${(f)"$(LC_ALL=C.UTF-8 LANGUAGE= neurons-cli --help | sed -n 's/^  \([a-z]*\)  *\(.*\)/\1:\2/p')"})
    _describe command commands
    return
  fi

  _neurons_cli_options $command
  _neurons_cli_arguments $command
  shift words
  (( CURRENT-- ))
  _arguments $specs
}

[[ $funcstack[1] == _neurons-cli ]] && _neurons-cli "$@"
