//! The dialects, one row each. A new dialect is a new row and an example in the test below.

use super::{
    BORDERS, Before, Dialect, Encoding, Escapes, FORMATTED, Quote, Separator, Shell, Values,
};

const DOUBLE: Quote = Quote {
    opening: "\"",
    closing: "\"",
    escapes: Escapes::Backslash,
    expands: true,
};

const SINGLE: Quote = Quote {
    opening: "'",
    closing: "'",
    escapes: Escapes::None,
    expands: false,
};

const BACKTICKS: Quote = Quote {
    opening: "`",
    closing: "`",
    escapes: Escapes::None,
    expands: true,
};

/// Inside of a string quotes have a backslash.
const IN_STRING: Quote = Quote {
    opening: "\\\"",
    closing: "\\\"",
    ..DOUBLE
};

/// The quotes of `.env` files and shells, and of arguments in code.
const SHELL: &[Quote] = &quotes(DOUBLE, Escapes::Reopened);

/// The quotes of JSON, YAML and programming languages.
const LANGUAGE: &[Quote] = &quotes(
    Quote {
        escapes: Escapes::Unicode,
        ..DOUBLE
    },
    Escapes::Doubled,
);

/// Quotes without a letter before them, where single ones have these escapes, and those with a letter of Python and Rust.
const fn quotes(double: Quote, in_single: Escapes) -> [Quote; 10] {
    let single = Quote {
        escapes: in_single,
        ..SINGLE
    };
    [
        IN_STRING,
        double,
        single,
        BACKTICKS,
        prefixed("b\"", DOUBLE),
        prefixed("b'", SINGLE),
        prefixed("r\"", RAW),
        prefixed("r'", SINGLE),
        prefixed(FORMATTED[0], DOUBLE),
        prefixed(FORMATTED[1], SINGLE),
    ]
}

/// Double quotes without escapes.
const RAW: Quote = Quote {
    escapes: Escapes::None,
    ..DOUBLE
};

/// Quotes with a letter before them.
const fn prefixed(opening: &'static str, quote: Quote) -> Quote {
    Quote { opening, ..quote }
}

const POWERSHELL: &[Quote] = &[
    IN_STRING,
    Quote {
        escapes: Escapes::Backtick,
        ..DOUBLE
    },
    Quote {
        escapes: Escapes::Doubled,
        ..SINGLE
    },
];

/// What ends a list, a block or a statement, or goes on with the line.
const SYNTAX: &[char] = &[',', ';', '}', ')', ']', '\\', ' ', '\t'];

/// Those, and a quote that something before the name opened.
const SYNTAX_AND_QUOTES: &[char] = &['"', '\'', '`', ',', ';', '}', ')', ']', '\\', ' ', '\t'];

/// A variable of an environment: `NAME=value`. A lone quote and a `#` are parts of its value.
const VARIABLE: Dialect = Dialect {
    name: "",
    marks: &[],
    before: Before::Any,
    separator: Separator::Tight("="),
    values: Values::Word,
    quotes: SHELL,
    comment: None,
    tail: SYNTAX,
    doubled: None,
    shell: None,
    encoding: Encoding::Plain,
    is_fallback: false,
};

/// A member of an object, or an assignment.
const MEMBER: Dialect = Dialect {
    separator: Separator::Sign(&[":", "："]),
    values: Values::Expression,
    quotes: LANGUAGE,
    comment: Some('#'),
    tail: SYNTAX_AND_QUOTES,
    ..VARIABLE
};

/// What a command is given behind a space.
const ARGUMENT: Dialect = Dialect {
    separator: Separator::Space(&[]),
    quotes: SHELL,
    ..MEMBER
};

/// A cell of a table.
const CELL: Dialect = Dialect {
    values: Values::Alone,
    ..MEMBER
};

/// How commands begin that set a variable.
const SETTERS: &[&str] = &[
    "set -",
    "setx ",
    "setenv ",
    "ENV ",
    "env:set ",
    "gh secret set ",
    "gh variable set ",
];

/// All dialects. The first that fits a name counts.
pub(in crate::paste::setting) static TABLE: [Dialect; 36] = [
    Dialect {
        name: "query of a URL",
        before: Before::Query,
        separator: Separator::Any,
        values: Values::Never,
        ..VARIABLE
    },
    Dialect {
        name: "name and value: env of Kubernetes, ECS, Azure, Render, Postman",
        separator: Separator::Member {
            labels: &["name", "key"],
            value: "alue",
        },
        ..MEMBER
    },
    Dialect {
        name: "comparison, or a URL",
        separator: Separator::Sign(&["==", "=//", "://"]),
        values: Values::Never,
        ..VARIABLE
    },
    Dialect {
        name: "property list",
        separator: Separator::Sign(&["</key>", "</key>\n", "</key>\r\n"]),
        values: Values::Quoted,
        quotes: &[Quote {
            opening: "<string>",
            closing: "</string>",
            ..SINGLE
        }],
        ..MEMBER
    },
    // Signs of code.
    Dialect {
        name: "array or hash of PHP, Ruby, Perl",
        separator: Separator::Sign(&["=>"]),
        ..MEMBER
    },
    Dialect {
        name: "short declaration of Go",
        separator: Separator::Sign(&[":="]),
        ..MEMBER
    },
    Dialect {
        name: "declaration with a type",
        separator: Separator::Typed(&[
            "string",
            "String",
            "str",
            "&str",
            "&'static str",
            "&'a str",
        ]),
        ..MEMBER
    },
    // Variables. What is directly before the name tells who reads them.
    Dialect {
        name: "PowerShell",
        before: Before::Text(&["$env:", "$Env:", "$ENV:"]),
        separator: Separator::Sign(&["="]),
        quotes: POWERSHELL,
        ..MEMBER
    },
    Dialect {
        name: "shell: export, declare",
        before: Before::Text(&["export ", "declare -x ", "typeset -x "]),
        shell: Some(Shell {
            escape: '\\',
            ends: &[';', '&', '|'],
        }),
        ..VARIABLE
    },
    Dialect {
        name: "Windows: set",
        before: Before::Text(&["set "]),
        shell: Some(Shell {
            escape: '^',
            ends: &['&', '|'],
        }),
        ..VARIABLE
    },
    Dialect {
        name: "docker: -e, --env",
        before: Before::Text(&["-e ", "--env ", "--env="]),
        ..VARIABLE
    },
    Dialect {
        name: "environment of docker-compose.yml, list",
        marks: &["services:"],
        before: Before::Section("environment"),
        doubled: Some('$'),
        ..VARIABLE
    },
    Dialect {
        name: "list of YAML",
        before: Before::Text(&["- "]),
        ..VARIABLE
    },
    Dialect {
        name: "systemd",
        before: Before::Text(&["Environment="]),
        doubled: Some('%'),
        ..VARIABLE
    },
    Dialect {
        name: "list of assignments: helm --set, gcloud --set-env-vars, supervisord",
        before: Before::Text(&[","]),
        ..VARIABLE
    },
    Dialect {
        name: "body of a form",
        before: Before::Text(&["&"]),
        encoding: Encoding::Percent,
        ..VARIABLE
    },
    Dialect {
        name: "option of a command, =",
        before: Before::Text(&["--"]),
        ..VARIABLE
    },
    Dialect {
        name: ".env, properties, keyword argument",
        ..VARIABLE
    },
    Dialect {
        name: "TOML, INI, assignment of code",
        separator: Separator::Sign(&["="]),
        ..MEMBER
    },
    // Members.
    Dialect {
        name: "block of YAML",
        separator: Separator::Block,
        values: Values::Block,
        quotes: &[],
        comment: None,
        ..MEMBER
    },
    Dialect {
        name: "environment of docker-compose.yml, map",
        marks: &["services:"],
        before: Before::Section("environment"),
        doubled: Some('$'),
        ..MEMBER
    },
    Dialect {
        name: "data of a SealedSecret, which is encrypted",
        marks: &["encryptedData"],
        before: Before::Section("encryptedData"),
        values: Values::Never,
        ..MEMBER
    },
    Dialect {
        name: "data of a Kubernetes Secret",
        marks: &[
            "kind: Secret",
            "\"kind\": \"Secret\"",
            "\"kind\":\"Secret\"",
        ],
        before: Before::Section("data"),
        encoding: Encoding::Base64 { shortest: 1 },
        ..MEMBER
    },
    Dialect {
        name: "data of a Kubernetes Secret, without its kind",
        marks: &["data"],
        before: Before::Section("data"),
        encoding: Encoding::Base64 { shortest: 6 },
        ..MEMBER
    },
    Dialect {
        name: "JSON in a string",
        before: Before::Quoted("\\\""),
        ..MEMBER
    },
    Dialect {
        name: "JSON",
        before: Before::Quoted("\""),
        ..MEMBER
    },
    Dialect {
        name: "YAML, stringData, object or keyword argument of code",
        ..MEMBER
    },
    // Signs that are followed by other things as well.
    Dialect {
        name: "default value in code",
        separator: Separator::Sign(&["??=", "||=", "??", "||", "or "]),
        values: Values::Quoted,
        is_fallback: true,
        ..MEMBER
    },
    Dialect {
        name: "buildConfigField of Gradle",
        before: Before::Text(&["\"String\", "]),
        separator: Separator::Sign(&[","]),
        values: Values::Quoted,
        encoding: Encoding::StringSource,
        ..MEMBER
    },
    Dialect {
        name: "arguments of a call, list",
        before: Before::Whole,
        separator: Separator::Sign(&[","]),
        values: Values::Quoted,
        ..MEMBER
    },
    // Tables.
    Dialect {
        name: "table with lines",
        separator: Separator::Sign(&BORDERS),
        ..CELL
    },
    // Space alone.
    Dialect {
        name: "option of a command",
        before: Before::Text(&["--"]),
        ..ARGUMENT
    },
    Dialect {
        name: "command that stores: vercel, wrangler, az, aws",
        marks: &["<<<", "--value ", "--value=", "--secret-string "],
        before: Before::OnLine(&[
            "env add ",
            "secret put ",
            "secret set ",
            "secrets:set ",
            "--name ",
            "--name=",
        ]),
        separator: Separator::Behind(&["<<<", "--value ", "--value=", "--secret-string "]),
        ..ARGUMENT
    },
    Dialect {
        name: "command that sets: fish, csh, setx, Dockerfile, gh, netlify",
        marks: SETTERS,
        before: Before::OnLine(SETTERS),
        separator: Separator::Space(&["--body=", "--body ", "-b"]),
        ..ARGUMENT
    },
    Dialect {
        name: "table of Get-ChildItem",
        before: Before::Line(""),
        separator: Separator::Columns("LIVEKIT"),
        ..CELL
    },
    Dialect {
        name: "dashboard",
        before: Before::Line("api"),
        separator: Separator::NextLine,
        ..CELL
    },
];

#[cfg(test)]
mod tests {
    use super::{TABLE, Values};
    use crate::paste::setting::{Role, of};

    /// A text of each dialect, with the value `s3cret` in it; none where it is no setting.
    const EXAMPLES: [(&str, &str); 36] = [
        ("query of a URL", "https://h.example/?api_secret=s3cret"),
        (
            "name and value: env of Kubernetes, ECS, Azure, Render, Postman",
            "- name: LIVEKIT_API_SECRET\n  value: s3cret\n",
        ),
        ("comparison, or a URL", "api_secret == 's3cret'"),
        (
            "property list",
            "<key>LiveKitApiSecret</key> <string>s3cret</string>",
        ),
        (
            "array or hash of PHP, Ruby, Perl",
            "'api_secret' => 's3cret',",
        ),
        ("short declaration of Go", "apiSecret := \"s3cret\""),
        (
            "declaration with a type",
            "const apiSecret: string = 's3cret';",
        ),
        ("PowerShell", "$env:LIVEKIT_API_SECRET = \"s3cret\""),
        (
            "shell: export, declare",
            "export LIVEKIT_API_SECRET='s3cret'",
        ),
        ("Windows: set", "set LIVEKIT_API_SECRET=s3cret\r\nnext"),
        (
            "docker: -e, --env",
            "docker run -e LIVEKIT_API_SECRET=s3cret -p 80:80 image",
        ),
        (
            "environment of docker-compose.yml, list",
            "services:\n  app:\n    environment:\n      - LIVEKIT_API_SECRET=s3cret\n",
        ),
        ("list of YAML", "- \"LIVEKIT_API_SECRET=s3cret\""),
        ("systemd", "Environment=LIVEKIT_API_SECRET=s3cret"),
        (
            "list of assignments: helm --set, gcloud --set-env-vars, supervisord",
            "--set livekit.url=u,livekit.apiSecret=s3cret,x=1",
        ),
        ("body of a form", "apiKey=k&apiSecret=s3cret&x=1"),
        (
            "option of a command, =",
            "lk room list --api-secret=s3cret --url u",
        ),
        (
            ".env, properties, keyword argument",
            "LIVEKIT_API_SECRET=s3cret",
        ),
        (
            "TOML, INI, assignment of code",
            "LIVEKIT_API_SECRET = \"s3cret\" # mine",
        ),
        ("block of YAML", "livekit_api_secret: |-\n  s3cret\nx: 1\n"),
        (
            "environment of docker-compose.yml, map",
            "services:\n  app:\n    environment:\n      LIVEKIT_API_SECRET: s3cret\n",
        ),
        (
            "data of a SealedSecret, which is encrypted",
            "kind: SealedSecret\nspec:\n  encryptedData:\n    LIVEKIT_API_SECRET: s3cret\n",
        ),
        (
            "data of a Kubernetes Secret",
            "kind: Secret\ndata:\n  LIVEKIT_API_SECRET: czNjcmV0\n",
        ),
        (
            "data of a Kubernetes Secret, without its kind",
            "data:\n  LIVEKIT_API_SECRET: czNjcmV0\n",
        ),
        ("JSON in a string", "{\\\"apiSecret\\\":\\\"s3cret\\\"}"),
        ("JSON", "{\"apiSecret\": \"s3cret\", \"x\": 1}"),
        (
            "YAML, stringData, object or keyword argument of code",
            "  api_secret: s3cret",
        ),
        (
            "default value in code",
            "process.env.LIVEKIT_API_SECRET ?? 's3cret'",
        ),
        (
            "buildConfigField of Gradle",
            "buildConfigField \"String\", \"LIVEKIT_API_SECRET\", \"\\\"s3cret\\\"\"",
        ),
        (
            "arguments of a call, list",
            "os.Setenv(\"LIVEKIT_API_SECRET\", \"s3cret\")",
        ),
        ("table with lines", "| LIVEKIT_API_SECRET | s3cret |"),
        (
            "option of a command",
            "lk room list --api-secret s3cret --url u",
        ),
        (
            "command that stores: vercel, wrangler, az, aws",
            "vercel env add LIVEKIT_API_SECRET production <<< \"s3cret\"",
        ),
        (
            "command that sets: fish, csh, setx, Dockerfile, gh, netlify",
            "set -gx LIVEKIT_API_SECRET s3cret",
        ),
        ("table of Get-ChildItem", "LIVEKIT_API_SECRET     s3cret"),
        ("dashboard", "API Secret\ns3cret\n"),
    ];

    #[test]
    fn each_row_reads_its_example() {
        for (row, (dialect, text)) in TABLE.iter().zip(EXAMPLES) {
            assert_eq!(row.name, dialect);
            let mut found = of(text);
            found.retain(|setting| setting.dialect == dialect && setting.role == Role::Secret);
            let values: Vec<_> = found.iter().map(|found| found.value.expose()).collect();
            let expected: &[&str] = match row.values {
                Values::Never => &[],
                _ => &["s3cret"],
            };
            assert_eq!(values, expected, "{text}");
        }
    }
}
