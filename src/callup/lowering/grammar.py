"""The grammar of formulas, as the documentation shows it; `formula` reads what it describes."""

GRAMMAR = """\
formula    = "if" formula "then" formula "else" formula | either ;
either     = both { "or" both } ;
both       = denial { "and" denial } ;
denial     = "not" denial | "not" "if" formula "then" formula "else" formula | comparison ;
comparison = sum [ relation ] ;
relation   = sign sum { sign sum } | [ "not" ] "in" sum | "includes" sum
           | "anywhere" | "everywhere" | "has" "come" | window ;
sign       = "<" | "<=" | ">" | ">=" | "is" [ "not" ] ;
sum        = product { ( "+" | "-" ) product } ;
product    = negative { ( "*" | "/" ) negative } ;
negative   = [ "-" ] joined ;
joined     = primary { "for" primary | "as" "of" primary } ;
primary    = "yes" | "no" | "today" | DAY | INTEGER [ unit ] | amount | NAME | "doubt" NAME
           | elapsed | extreme | window | set | "(" formula ")" ;
set        = "{" [ sum { "," sum } ] "}" ;
amount     = ( INTEGER | DECIMAL ) [ CURRENCY ] ;
unit       = "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years" ;
elapsed    = ( "days" | "months" | "years" ) ( "since" joined | "from" joined "to" joined ) ;
extreme    = ( "min" | "max" ) "(" formula "," formula { "," formula } ")" ;
window     = "between" INTEGER MONTH "and" INTEGER MONTH ;
"""
"""Words in quotation marks stand for themselves, words in capitals for what they name; braces
repeat, brackets may be left out. What a NAME means, and which types fit, is settled afterwards."""
