# Stands in for Vivado: runs a script and prints every command that Tcl itself does not know, a line each, with its arguments.
# Each answers with its name and a number, as a handle of what it makes.
set handles 0
proc unknown {name args} {
  puts [list $name {*}$args]
  return "$name#[incr ::handles]"
}
set script [lindex $argv 0]
set argv [lrange $argv 1 end]
set argc [llength $argv]
info script $script
source $script
