/// The version of the programs, as `--version` and event 1090 show it.
package let version = "0.3.0"
