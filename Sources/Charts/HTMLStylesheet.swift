/// The look of a report: a quiet page, one column, figures in the charts' typeface.
enum HTMLStylesheet {
  static let text = """
    :root{color-scheme:light dark;--paper:#fffefb;--ink:#22201d;--muted:#6b665f;--rule:#ddd8ce;\
    --block:#f6f3ec;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
    @media (prefers-color-scheme: dark){:root{--paper:#15171b;--ink:#e8e5df;--muted:#a09b93;\
    --rule:#33363d;--block:#1d2025}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);\
    font:17px/1.55 Charter,"Bitstream Charter","Iowan Old Style",Palatino,Georgia,serif;\
    -webkit-text-size-adjust:100%}
    main{max-width:792px;margin:0 auto;padding:48px 16px 32px}
    header{margin-bottom:28px}
    h1{font-size:31px;line-height:1.2;font-weight:600;margin:0;letter-spacing:-.01em;\
    overflow-wrap:anywhere}
    header p{margin:6px 0 0;color:var(--muted);overflow-wrap:anywhere}
    h2{font-size:21px;line-height:1.3;font-weight:600;margin:44px 0 10px}
    p{margin:0 0 14px;max-width:66ch}
    dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(138px,1fr));gap:0 24px;\
    margin:0 0 28px;border-bottom:1px solid var(--rule)}
    dl div{border-top:1px solid var(--rule);padding:10px 0 12px;min-width:0}
    dt{font:13px/1.4 var(--sans);color:var(--muted)}
    dd{margin:2px 0 0;font:600 23px/1.25 var(--sans);font-variant-numeric:tabular-nums;\
    overflow-wrap:anywhere}
    dd.note{font:13px/1.4 var(--sans);color:var(--muted)}
    figure{margin:8px -16px 30px}
    figure svg{display:block;width:100%;height:auto}
    .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(110px,1fr));gap:16px;\
    margin:8px 0 30px}
    .pictures img{width:100%;image-rendering:pixelated;border:1px solid var(--rule)}
    .pictures p{font:13px/1.4 var(--sans);margin:4px 0 0}
    .pictures figcaption{grid-column:1/-1;padding:0}
    .narrow{display:none}
    @media (max-width:620px){.wide{display:none}.narrow{display:block}main{padding-top:28px}\
    h1{font-size:26px}dl{grid-template-columns:1fr 1fr}}
    figcaption{font-size:15px;color:var(--muted);padding:4px 16px 0;max-width:72ch}
    .table{overflow-x:auto;margin:8px 0 30px}
    table{border-collapse:collapse;width:100%;font:14px/1.45 var(--sans);\
    font-variant-numeric:tabular-nums}
    caption{text-align:left;padding:0 0 8px;color:var(--muted)}
    th,td{padding:6px 20px 6px 0;text-align:left;vertical-align:baseline;\
    border-bottom:1px solid var(--rule)}
    th{font-weight:600;border-bottom:1px solid var(--muted);white-space:nowrap}
    th:last-child,td:last-child{padding-right:0}
    .number{text-align:right;white-space:nowrap}
    pre{margin:8px 0 28px;padding:12px 14px;background:var(--block);border-radius:4px;\
    overflow-x:auto;font:14px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
    code{font:inherit}
    footer{margin-top:44px;padding-top:10px;border-top:1px solid var(--rule);\
    font:13px/1.5 var(--sans);color:var(--muted)}
    @media print{main{padding-top:0}figure,dl,.table{break-inside:avoid}}

    """
}
