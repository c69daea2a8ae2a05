"""Words that act wherever they are taken for markup, formulas, SQL or directives."""

WORDS = (
    "![x](http://evil.example/pixel.png)",
    "<img src=http://evil.example/x.png onerror=window.hacked=1>",
    "<script>window.hacked=1</script>",
    "[눌러](http://evil.example)",
    '=HYPERLINK("http://evil.example")',
    "<b>굵게</b> **굵게** $x^2$ :red[경고]",
    "가나다\u202e라마바",
    "&lt;img src=http://evil.example/e.png&gt; &#60;i&#62;",
    "x'); DROP TABLE firms; -- ' OR 1=1",
    "<a href='http://evil.example'>표</a>%{customdata}<extra>",
    ":material/delete: :blue-background[파랑] <br>",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '#image("/etc/passwd") #link("http://evil.example")[가] \\ `원문`',
    '$1/2$ *굵게* @ref <label> // 말 #eval("1")',
    "]]><a:hlinkClick/><!-- &evil; --> {{7*7}} ${7*7} {lang} %s \\u003cb\\u003e",
)


def attack(at: int) -> str:
    """One of the words, by its place."""
    return WORDS[at % len(WORDS)]


def is_attack(text: object) -> bool:
    """Whether a text is one of the words, or holds one; codes are kept in small letters."""
    return any(word.lower() in str(text).lower() for word in WORDS)
