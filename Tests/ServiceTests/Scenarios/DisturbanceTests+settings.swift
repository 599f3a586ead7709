extension UntimedTests.DisturbanceTests {
    private static let changed = ["1010 info notice re-registration"]

    /// What happens to `TrustSettings.xml`.
    static let ofSettings = [
        Disturbance(name: "touched", script: "touch $file"),
        Disturbance(name: "rewritten with the same content", script: "xml $now >$file"),
        Disturbance(
            name: "replaced by a file with the same content",
            script: "xml $now >$file.new; mv $file.new $file"),
        Disturbance(
            name: "replaced by another", script: "xml $next >$file.new; mv $file.new $file", said: changed),
        Disturbance(name: "empty for a moment", script: ": >$file; until_read $file; xml $now >$file"),
        Disturbance(
            name: "half written, then as it was",
            script: "xml $now | half >$file; until_read $file; xml $now >$file"),
        Disturbance(
            name: "half written, then another",
            script: "xml $next | half >$file; until_read $file; xml $next >$file", said: changed),
        Disturbance(
            name: "written with pauses",
            script: """
                for bytes in 0 100 200 300; do xml $next | head -c $bytes >$file; until_read $file; done
                xml $next >$file
                """, said: changed),
        Disturbance(
            name: "removed and put back within the quiet time",
            script: "mv $file $file.gone; mv $file.gone $file"),
        Disturbance(name: "removed", script: "mv $file $file.gone", said: ["1011 raised err"]),
        Disturbance(name: "put back", script: "mv $file.gone $file", said: ["1011 recovered notice"]),
        Disturbance(
            name: "left half written", script: "xml $next | half >$file", said: ["1012 raised err"]),
        Disturbance(
            name: "completed", script: "xml $next >$file", said: ["1012 recovered notice"] + changed),
        Disturbance(
            name: "made a link into the data directory",
            script: """
                mkdir ${file%/*}/..1 && xml $now >${file%/*}/..1/TrustSettings.xml
                ln -s ..1 ${file%/*}/..data
                ln -s ..data/TrustSettings.xml $file.new && mv $file.new $file
                """),
        Disturbance(
            name: "swapped with the data directory",
            script: """
                mkdir ${file%/*}/..2 && xml $next >${file%/*}/..2/TrustSettings.xml
                ln -s ..2 ${file%/*}/..new && mv -T ${file%/*}/..new ${file%/*}/..data
                """, said: changed),
        Disturbance(
            name: "swapped for the same",
            script: """
                mkdir ${file%/*}/..3 && xml $now >${file%/*}/..3/TrustSettings.xml
                ln -s ..3 ${file%/*}/..new && mv -T ${file%/*}/..new ${file%/*}/..data
                """),
        Disturbance(
            name: "replaced with its directory",
            script: """
                mkdir ${file%/*}.new && xml $next >${file%/*}.new/TrustSettings.xml
                mv ${file%/*} ${file%/*}.old && mv ${file%/*}.new ${file%/*}
                """, said: changed),
        // inotify(7) tells nothing of mounts, nor does the directory below tell of the one above.
        Disturbance(
            name: "hidden by a mount",
            script: """
                mkdir /srv/above && xml $next >/srv/above/TrustSettings.xml
                mount --bind /srv/above ${file%/*}
                """, said: changed),
        Disturbance(
            name: "rewritten on the mount", script: "xml $next >/srv/above/TrustSettings.xml", said: changed),
        Disturbance(
            name: "shown again", script: "umount ${file%/*}", said: ["1010 info notice rollback"]),
    ]
}
