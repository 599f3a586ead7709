extension UntimedTests.DisturbanceTests {
    private static let changed = "1010 info notice re-registration"

    /// What happens to the store and to the certificate in it.
    static let ofStore = [
        Disturbance(name: "touched", script: "touch $machine/$now.pfx"),
        Disturbance(name: "rewritten with the same content", script: "cat $made/$now.pfx >$machine/$now.pfx"),
        Disturbance(name: "replaced by the same", script: "put $now $machine"),
        Disturbance(
            name: "half written for a moment",
            script: """
                half <$made/$now.pfx >$machine/$now.pfx; until_read $machine/$now.pfx
                cat $made/$now.pfx >$machine/$now.pfx
                """),
        Disturbance(
            name: "a neighbour half written", script: "half <$made/$next.pfx >$machine/$next.pfx"),
        Disturbance(
            name: "removed and put back within the quiet time",
            script: "mv $machine/$now.pfx $machine/.gone; mv $machine/.gone $machine/$now.pfx"),
        Disturbance(
            name: "the store moved behind a link",
            script: "cp -a $machine $machine.1; mv $machine $machine.0; ln -s $machine.1 $machine"),
        Disturbance(
            name: "the link swapped",
            script: "cp -a $machine.1 $machine.2; ln -s $machine.2 $machine.new; mv -T $machine.new $machine"),
        Disturbance(
            name: "the directory replaced",
            script: "cp -a $machine.2 $machine.3; mv $machine.2 $machine.4; mv $machine.3 $machine.2"),
        Disturbance(
            name: "left half written, which may be a copy on its way",
            script: "half <$made/$now.pfx >$machine/$now.pfx; until_read $machine/$now.pfx"),
        Disturbance(name: "completed", script: "put $now $machine"),
        Disturbance(name: "removed", script: "rm $machine/*.pfx", said: ["1004 raised err"]),
        Disturbance(name: "put back", script: "put $now $machine", said: ["1004 recovered notice"]),
        Disturbance(
            name: "the certificate after its name, soon",
            script: "xml $next >$file; until_read $file; put $next $machine", said: [changed]),
        Disturbance(name: "gone", script: "mv $machine $machine.gone", said: ["1009 raised err"]),
        Disturbance(
            name: "there again", script: "mv $machine.gone $machine", said: ["1009 recovered notice"]),
        Disturbance(name: "closed", script: "chmod 700 $machine/.", said: ["1009 raised err"]),
        Disturbance(name: "opened", script: "chmod 755 $machine/.", said: ["1009 recovered notice"]),
        Disturbance(
            name: "the certificate after its name, late", script: "xml $next >$file",
            said: ["1004 raised err", changed]),
        Disturbance(
            name: "there at last", script: "put $now $machine", said: ["1004 recovered notice"]),
    ]
}
