# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# complete.zsh COMPLETIONS WORD…: prints what zsh is told of the last word.

_arguments () { print -l -- "$@" }
_describe () { print -l -- ${(P)2} }
source $1
shift
words=("$@")
CURRENT=$#
_neurons-cli
