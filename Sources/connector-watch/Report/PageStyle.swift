/// The style sheet of the page.
enum PageStyle {
    static var html: HTML {
        .style(colours) + .style(layout) + .style(content) + .style(pictures) + .style(media)
    }

    /// The contrast of text with its background is at least 4.5 to 1, that of pictures 3 to 1, in both schemes.
    private static let colours: StaticString = """
        :root{color-scheme:light;--page:#eef1f5;--card:#fff;--sunk:#f5f7fa;--line:#d8dee7;--text:#18212d;--soft:#515d6e;
        --ok:#136a3e;--ok-back:#e2f4e9;--warning:#855000;--warning-back:#fdf0d5;--critical:#a81c16;
        --critical-back:#fde7e5;--unknown:#4d596a;--unknown-back:#e8ecf1;--accent:#1f56a8;--passed:#38996a;
        --failed:#d3372d;--silenced:#6d7c92;--track:#e3e8ee;--settled:#38996a;--renewal:#3f7ed0;--due:#b97a00;--error:#d3572d;
        --end:#a81c16;--hatching:#fff9}
        @media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--page:#0e131a;--card:#171e28;--sunk:#1e2732;
        --line:#323e4d;--text:#e7ecf3;--soft:#a9b6c7;--ok:#6fd39c;--ok-back:#15352a;--warning:#f2bd54;
        --warning-back:#3a2d10;--critical:#ff9a90;--critical-back:#431d1d;--unknown:#b4c0cf;--unknown-back:#28323f;
        --accent:#8fb8f5;--passed:#3f9f70;--failed:#f0695f;--silenced:#8295b0;--track:#28323f;--settled:#3f9f70;--renewal:#5b96e6;
        --due:#d99a22;--error:#f07f4f;--end:#ff7a70;--hatching:#000a}}
        """

    private static let layout: StaticString = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0 auto;padding:16px;max-width:1180px;background:var(--page);color:var(--text);
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
        .definitions{position:absolute}
        .top,section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:22px 26px;
        margin:0 0 18px}
        .top{border-top:6px solid var(--mark)}
        h1{font-size:30px;line-height:1.2;margin:0 0 12px;letter-spacing:-.01em}
        h2{font-size:20px;line-height:1.3;margin:0 0 14px}
        h3{font-size:16px;margin:20px 0 8px}
        h4{font-size:15px;margin:0 0 4px}
        p{margin:0 0 10px}
        ul{list-style:none;margin:0;padding:0}
        .plain{list-style:disc;padding-left:20px}
        .plain li{margin:0 0 6px}
        .eyebrow{color:var(--soft);font-size:13px;letter-spacing:.06em;text-transform:uppercase;margin:0}
        .verdict{display:flex;gap:12px;align-items:center;font-size:19px;font-weight:600;line-height:1.35;padding:12px 16px;
        border-radius:10px;color:var(--mark);background:var(--back);margin:0 0 16px}
        .verdict .sign{width:26px;height:26px}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin:0 0 16px}
        .tiles li{background:var(--sunk);border:1px solid var(--line);border-left:4px solid var(--mark);border-radius:10px;
        padding:10px 14px}
        .tiles b{display:block;font-size:24px;line-height:1.25;font-variant-numeric:tabular-nums}
        .tiles span{color:var(--soft)}
        footer{color:var(--soft);font-size:13px;padding:4px 10px}
        footer p{margin:0 0 4px}
        .ok{--mark:var(--ok);--back:var(--ok-back)}
        .warning,.failing{--mark:var(--warning);--back:var(--warning-back)}
        .critical{--mark:var(--critical);--back:var(--critical-back)}
        .unknown{--mark:var(--unknown);--back:var(--unknown-back)}
        """

    private static let content: StaticString = """
        .sign{width:13px;height:13px;flex:none;fill:currentColor;fill-rule:evenodd}
        .badge{display:inline-flex;gap:6px;align-items:center;padding:1px 9px;border-radius:99px;font-size:13px;
        font-weight:600;white-space:nowrap;color:var(--mark);background:var(--back)}
        .card{border:1px solid var(--line);border-radius:10px;padding:14px 18px;margin:0 0 12px}
        .card.warning,.card.critical,.card.failing{border-left:5px solid var(--mark)}
        .card header{display:flex;flex-wrap:wrap;gap:10px;align-items:center}
        .card h3{margin:0}
        .where{color:var(--soft);font-size:13.5px}
        .finding{margin:10px 0}
        .event{font-variant-numeric:tabular-nums}
        .reason{font-weight:400;font-size:13px;color:var(--soft)}
        .lead{font-size:16px;margin:10px 0 4px}
        .note{border-left:4px solid var(--unknown);background:var(--unknown-back);border-radius:6px;padding:8px 12px}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:4px 24px;margin:10px 0;
        font-size:13.5px}
        .facts div{display:flex;gap:10px}
        .facts dt{flex:none;min-width:72px;color:var(--soft)}
        .facts dd{margin:0;min-width:0}
        .evidence{display:block}
        .evidence div{padding:1px 0}
        .timings{display:flex;flex-wrap:wrap;gap:6px;font-size:13px}
        .timings li{background:var(--sunk);border:1px solid var(--line);border-radius:6px;padding:1px 8px}
        .timings .stop{color:var(--critical);font-weight:600}
        .scroll{overflow-x:auto;margin:14px 0;border:1px solid var(--line);border-radius:10px}
        .scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        table{border-collapse:collapse;width:100%;font-size:13.5px;overflow-wrap:normal}
        caption{text-align:left;font-weight:600;padding:9px 12px;background:var(--sunk)}
        th,td{text-align:left;vertical-align:top;padding:6px 12px;border-top:1px solid var(--line)}
        thead th{font-size:12.5px;font-weight:600;color:var(--soft);background:var(--sunk);white-space:nowrap}
        tbody th{font-weight:500}
        .group th{background:var(--sunk);font-weight:600}
        .number{text-align:right;font-variant-numeric:tabular-nums}
        .nowrap{white-space:nowrap}
        .code{font:12.5px ui-monospace,"DejaVu Sans Mono",monospace}
        .message{min-width:300px;overflow-wrap:anywhere}
        .proof td{border-top:0;padding-top:0}
        .proof .facts{margin:0 0 4px}
        """

    private static let pictures: StaticString = """
        .legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13px;color:var(--soft)}
        .legend li{display:flex;gap:7px;align-items:center}
        .swatch{width:14px;height:12px;border-radius:3px;background:var(--fill);flex:none}
        .swatch.failed,.swatch.error,.swatch.critical{background:repeating-linear-gradient(45deg,var(--fill) 0 3px,
        var(--hatching) 3px 5px),var(--fill)}
        .swatch.open{height:5px}
        .swatch.none{border:1px solid var(--line)}
        .settled{--fill:var(--settled)}
        .renewal{--fill:var(--renewal)}
        .zone.warning,.swatch.warning{--fill:var(--due)}
        .zone.error,.swatch.error{--fill:var(--error)}
        .zone.critical,.swatch.critical{--fill:var(--end)}
        .passed{--fill:var(--passed)}
        .failed{--fill:var(--failed)}
        .silenced{--fill:var(--silenced)}
        .open{--fill:var(--critical)}
        .none{--fill:var(--track)}
        .zone,rect.passed,rect.failed,rect.silenced{fill:var(--fill)}
        .hatch{fill:url(#hatch)}
        .hatching{fill:var(--hatching)}
        .lifeline{display:block;width:100%;height:86px;overflow:visible;margin:6px 0}
        .lifeline text{fill:var(--text);font-size:13px}
        .lifeline text.today{font-weight:700}
        .lifeline line{stroke:var(--text);stroke-width:1.5;stroke-dasharray:3 2}
        .lifeline line.today{stroke-width:2.5;stroke-dasharray:none}
        .lives{display:block;overflow:visible}
        .lives text{fill:var(--text);font-size:12px}
        .lives line{stroke:var(--text);stroke-width:2}
        .rows{border-top:1px solid var(--line)}
        .row{display:grid;grid-template-columns:minmax(0,6fr) minmax(0,5fr) minmax(0,4fr);gap:6px 20px;padding:9px 0;
        border-bottom:1px solid var(--line)}
        .who{display:grid;grid-template-columns:104px minmax(0,1fr);gap:0 6px;align-content:start;align-items:start;
        justify-items:start}
        .who b{font-size:14px}
        .who .where{grid-column:2}
        .availability{display:block;width:100%;height:36px}
        .latency{display:block;width:100%;height:36px}
        .figure{margin:0;font-size:13px;color:var(--soft)}
        .figure b{color:var(--text);font-variant-numeric:tabular-nums}
        .track{fill:var(--track)}
        .day{stroke:var(--card);stroke-width:1;fill:none;vector-effect:non-scaling-stroke}
        .latency .day{stroke:var(--line)}
        .incident{fill:var(--mark)}
        .curve{fill:none;stroke:var(--accent);stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round;
        vector-effect:non-scaling-stroke}
        .area{fill:var(--accent);opacity:.16}
        """

    private static let media: StaticString = """
        @media (max-width:720px){
        body{padding:8px;font-size:16px}
        .top,section{padding:16px 14px;border-radius:12px;margin:0 0 10px}
        h1{font-size:25px}
        .verdict{font-size:17px;align-items:flex-start}
        .tiles{grid-template-columns:1fr 1fr}
        .row{grid-template-columns:minmax(0,1fr)}
        .facts{grid-template-columns:minmax(0,1fr)}
        }
        @media print{
        @page{size:A4;margin:14mm}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        body{max-width:none;padding:0;background:none;font-size:9.5pt}
        .top,section{border:0;border-radius:0;padding:0 0 4mm}
        .top{border-top:4px solid var(--mark);padding-top:3mm}
        .scroll{overflow:visible}
        table{font-size:8pt}
        th,td{padding:3px 6px}
        tbody th,.text,.code{overflow-wrap:anywhere}
        .number{white-space:nowrap}
        .message{min-width:0}
        .tiles{grid-template-columns:repeat(4,1fr)}
        .tiles b{font-size:15pt}
        .row{grid-template-columns:minmax(0,8fr) minmax(0,5fr) minmax(0,5fr);padding:5px 0}
        .who{grid-template-columns:64px minmax(0,1fr)}
        .who b{font-size:8.5pt}
        .facts,.figure,.legend,.where{font-size:8pt}
        .badge{font-size:8pt;padding:0 6px}
        h2,h3,h4,caption{break-after:avoid}
        tr,.row,.card,.scroll,.lifeline,.tiles li{break-inside:avoid}
        thead{display:table-header-group}
        }
        """
}
