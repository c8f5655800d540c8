# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# complete.bash COMPLETIONS WORD…: prints what bash completes of the last word,
# parted at “=” as bash does.

source "$1"
shift
COMP_WORDS=()
for word
do
  case $word in
    *=*)
      COMP_WORDS+=("${word%%=*}" =)
      [ -z "${word#*=}" ] || COMP_WORDS+=("${word#*=}")
      ;;
    *) COMP_WORDS+=("$word") ;;
  esac
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_neurons_cli
printf '%s\n' "${COMPREPLY[@]}"
