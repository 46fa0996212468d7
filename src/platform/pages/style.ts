/** The style of the public pages. */
export const publicCss = `*,*::before,*::after{box-sizing:border-box}
html{font:100%/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1b1b1b;background:#fff;-webkit-text-size-adjust:100%}
body{margin:0}
header,main,footer{max-width:46rem;margin:0 auto;padding:1rem}
header{border-bottom:4px solid #005a8c}
header p{margin:0;font-weight:600}
header nav ul{margin:.5rem 0 0}
header a[aria-current]{font-weight:600;text-decoration:none}
main:focus{outline:none}
h1{font-size:1.75rem;line-height:1.25;margin:1rem 0}
h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .5rem}
h3{font-size:1.05rem;margin:1.25rem 0 .25rem}
h1,h2,h3,p,li,dd{overflow-wrap:break-word}
a{color:#00507d}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid #1b1b1b;outline-offset:2px}
.skip{position:absolute;left:-100vw;padding:.75rem 1rem;background:#1b1b1b;color:#fff}
.skip:focus{left:0;top:0;z-index:1}
ol,ul{padding-left:1.25rem}
.notices,.items{list-style:none;padding:0}
.notices>li{border:1px solid #767676;border-radius:4px;padding:0 1rem 1rem;margin:0 0 1rem}
.items>li{border-top:1px solid #c4c4c4;padding:.5rem 0}
dl{margin:0;display:grid;grid-template-columns:minmax(0,1fr);gap:0 1rem}
dt{font-weight:600}
dd{margin:0 0 .5rem}
form>div{min-width:0;max-width:100%}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:1rem 0}
label{display:block;font-weight:600}
select,input{width:100%}
time{white-space:nowrap}
select,input,button{font:inherit;min-height:2.75rem;padding:.25rem .75rem;max-width:100%;border:1px solid #1b1b1b;border-radius:4px;background:#fff;color:inherit}
button{background:#005a8c;border-color:#005a8c;color:#fff}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;list-style:none;padding:0}
footer{border-top:1px solid #c4c4c4;margin-top:2rem}
.reference{margin:0;color:#4a4a4a}
.key{display:flex;flex-wrap:wrap;gap:.75rem 2rem;border:2px solid #005a8c;border-radius:4px;padding:.75rem 1rem;margin:1rem 0}
.key dd{margin:0}
.note{border:1px solid #767676;border-left:4px solid #005a8c;border-radius:4px;padding:0 1rem;margin:1rem 0}
.note.fault{border-left-color:#b00020}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid #c4c4c4}
tbody th{font-weight:400}
tfoot th,tfoot td{font-weight:600;border-bottom:0}
.amount{text-align:right;white-space:nowrap}
@media (min-width:36rem){dl{grid-template-columns:14rem minmax(0,1fr)}dd{margin:0}}
@media print{.skip,form,nav{display:none}header,main,footer{max-width:none}}
`;
