# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# What fish completes of neurons-cli. It asks the program itself, so it always
# knows the options that there are.

function __neurons_cli_help
    LC_ALL=C.UTF-8 LANGUAGE= neurons-cli $argv --help 2>/dev/null
end

function __neurons_cli_command
    set -l words (commandline -opc)
    test (count $words) -ge 2; and echo $words[2]
end

function __neurons_cli_commands
    __neurons_cli_help | string replace -rf '^  ([a-z]+)  +(.*)' '$1\t$2'
end

function __neurons_cli_sentence -a command sentence
    __neurons_cli_help $command | string replace -rf "^$sentence: (.*)\.\$" '$1' | string split ', '
end

function __neurons_cli_list
    LC_ALL=C.UTF-8 LANGUAGE= neurons-cli list $argv 2>/dev/null | string replace -rf '^([A-Za-z]\S*) .*' '$1'
end

# What can follow “--option=”, by what the help calls it.
function __neurons_cli_values -a option placeholder
    switch $option
        case --preset
            __neurons_cli_sentence train Presets
        case --loss
            __neurons_cli_list losses
        case --optimizer
            __neurons_cli_list optimizers
        case --metrics
            __neurons_cli_list metrics
        case --activations
            __neurons_cli_list activations
        case --labels
            __neurons_cli_sentence check Labels
        case '*'
            switch $placeholder
                case '*|*'
                    string split '|' $placeholder
                case FILE 'FILE.*' model.json
                    __fish_complete_path (string replace -r '^--[^=]*=' '' -- (commandline -ct))
            end
    end
end

function __neurons_cli_options
    set -l command (__neurons_cli_command)
    set -l typed (string match -rg '^(--[a-z-]+)=' -- (commandline -ct))
    for line in (__neurons_cli_help $command)
        set -l parts (string match -rg '^  (?:-., )?(--[a-z-]+)(=\S*|)\s*(.*)' -- $line)
        test (count $parts) -ge 1; or continue
        if test -n "$typed"
            test "$typed" = $parts[1]; or continue
            for value in (__neurons_cli_values $parts[1] (string sub -s 2 -- "$parts[2]"))
                echo $parts[1]=$value
            end
        else if test -n "$parts[2]"
            printf '%s=\t%s\n' $parts[1] $parts[3]
        else
            printf '%s\t%s\n' $parts[1] $parts[3]
        end
    end
end

function __neurons_cli_arguments
    switch (__neurons_cli_command)
        case data
            __neurons_cli_sentence data 'Data sets'
        case list
            __neurons_cli_help list | string replace -rf '.*\[([a-z|]+)\]$' '$1' | string split '|'
        case curve check
            __neurons_cli_list activations
            __neurons_cli_list losses
    end
end

complete -c neurons-cli -f
complete -c neurons-cli -n 'test -z (__neurons_cli_command)' -a '(__neurons_cli_commands)'
complete -c neurons-cli -n 'test -z (__neurons_cli_command)' -l help -l version
complete -c neurons-cli -n 'test -n "$(__neurons_cli_command)"; and string match -q -- "-*" (commandline -ct)' \
    -a '(__neurons_cli_options)'
complete -c neurons-cli -n 'test -n "$(__neurons_cli_command)"' -a '(__neurons_cli_arguments)'
complete -c neurons-cli -n 'contains -- "$(__neurons_cli_command)" train code render convert check; and not string match -q -- "-*" (commandline -ct)' -F
