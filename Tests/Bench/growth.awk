# growth.awk - the table and the plot of "growth": a row has count, kilobytes, ticks a minute, and four numbers of lateness.

function log10(x) { return log(x) / log(10) }

# slope(y) - of the straight line through the logarithms, by least squares.
function slope(y,    i, sx, sy, sxx, sxy, x, v) {
    sx = sy = sxx = sxy = 0
    for (i = 1; i <= n; i++) {
        x = log10(count[i])
        v = log10(y[i])
        sx += x; sy += v; sxx += x * x; sxy += x * v
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx)
}

# line(y, color, name, at) - one series, drawn between its least and its greatest power of ten.
function line(y, color, name, at,    i, points) {
    for (i = 1; i <= n; i++) points = points sprintf(" %.1f,%.1f", px(count[i]), py(y[i]))
    printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", points, color >svg
    printf "<text x=\"80\" y=\"%d\" fill=\"%s\">%s: exponent %.2f</text>\n", at, color, name, slope(y) >svg
}
function px(value) { return 60 + (log10(value) - 1) / 3 * 400 }
function py(value) { return 270 - (log10(value) + 2) / 7 * 250 }

{
    n++
    count[n] = $1
    memory[n] = $2 - idle > 1 ? ($2 - idle) / 1 : 1
    share[n] = $3 > 0 ? $3 / 60 : 0.01
    median[n] = $4; late[n] = $5; latest[n] = $6
}

END {
    printf "%8s %14s %16s %14s %12s %12s %12s\n", "checks", "anonymous KB", "KB for each", "% of a core", "late p50 ms", "p99 ms", "latest ms"
    for (i = 1; i <= n; i++)
        printf "%8d %14d %16.2f %14.2f %12.1f %12.1f %12.1f\n", count[i], memory[i] + idle, memory[i] / count[i], share[i], median[i], late[i], latest[i]
    printf "exponents: memory %.2f, processor time %.2f; idle: %d KB anonymous\n", slope(memory), slope(share), idle
    printf "targets at 10,000: 1.5 KB for each, late p50 below 100 ms, p99 below 200 ms\n"
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 480 310\" font-family=\"sans-serif\" font-size=\"11\">" >svg
    print "<rect width=\"480\" height=\"310\" fill=\"white\"/>" >svg
    for (i = 1; i <= 4; i++) {
        printf "<line x1=\"%.0f\" y1=\"20\" x2=\"%.0f\" y2=\"270\" stroke=\"#ddd\"/>\n", px(10 ^ i), px(10 ^ i) >svg
        printf "<text x=\"%.0f\" y=\"285\" text-anchor=\"middle\">%d</text>\n", px(10 ^ i), 10 ^ i >svg
    }
    for (i = -2; i <= 5; i++) {
        printf "<line x1=\"60\" y1=\"%.0f\" x2=\"460\" y2=\"%.0f\" stroke=\"#ddd\"/>\n", py(10 ^ i), py(10 ^ i) >svg
        printf "<text x=\"55\" y=\"%.0f\" text-anchor=\"end\">%g</text>\n", py(10 ^ i) + 4, 10 ^ i >svg
    }
    print "<text x=\"260\" y=\"303\" text-anchor=\"middle\">port checks, each probed every 10 s</text>" >svg
    line(memory, "#1f77b4", "anonymous memory above idle, KB", 35)
    line(share, "#d62728", "processor time, % of a core", 50)
    print "</svg>" >svg
}
