//! Faults of settings that need no token to be seen.

use super::Explain;
use super::cause::Cause;
use super::environment::PairName;
use super::rank::Rank;
use super::sentence::{Ours, Pasted, Sentence, followed_by};
use super::slip::RESTART;
use crate::paste::url::Fault;
use crate::sentence;
use crate::text::LineNumbers;

findings! { Setting:
    /// What is wrong with a setting by itself, or with two that do not go together.
    #[derive(Clone, Debug)]
    pub enum SettingFinding {
        /// **Why** A name without a value is as good as none: the SDK signs nothing, or with an empty secret.
        ///
        /// **Source** livekit-server-sdks; livekit/agents#2283.
        SettingEmpty {
            /// The names.
            names: Vec<String>,
            /// Their lines, such as `lines 2–3`.
            lines: LineNumbers,
        } = MissingTokenOrHeader,

        /// **Why** The SDKs read `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET`, and no other names.
        ///
        /// **Source** livekit-server-sdks, livekit-agents, livekit-cli.
        OtherNames {
            /// The names in the paste.
            names: Vec<String>,
            /// Their lines.
            lines: LineNumbers,
        } = MissingTokenOrHeader,

        /// **Why** A key has one secret; one of the two is old, or of another server.
        ///
        /// **Source** The values of the paste.
        TwoSecrets {
            /// The key.
            key: String,
            /// Where the one is that the server has, or the first one.
            one: PairName,
            /// Where the other is.
            other: PairName,
            /// Whether a token was signed with the other one, so that the server with the first refuses it.
            is_refused: bool,
        } = SignatureSecretMismatch,

        /// **Why** The server knows only the keys of its own configuration.
        ///
        /// **Source** livekit-server, `keys:`.
        KeyNotOnServer {
            /// The key.
            key: String,
            /// Its lines.
            lines: LineNumbers,
        } = UnknownApiKey,

        /// **Why** The two are in each other's variable.
        ///
        /// **Source** The form of the values (livekit/protocol, `utils.NewGuid`, `utils.RandomSecret`).
        SettingsSwapped {
            /// Their lines.
            lines: LineNumbers,
        } = KeySecretSwapped,

        /// **Why** The key was copied twice.
        ///
        /// **Source** The form of the value (livekit/protocol, `utils.NewGuid`).
        SecretIsKey {
            /// The line of the secret.
            line: LineNumbers,
        } = KeySecretSwapped,

        /// **Why** LiveKit's secrets are letters and digits; what is around them becomes part of them.
        ///
        /// **Source** livekit/protocol, `utils.RandomSecret`.
        SecretWrapped {
            /// The line of the secret.
            line: LineNumbers,
            /// What is around it.
            what: &'static str,
        } = SecretFormat,

        /// **Why** `devkey` is the key of `livekit-server --dev`; LiveKit Cloud makes its keys itself.
        ///
        /// **Source** livekit-server `--dev`.
        DevkeyWithCloud {
            /// The line of the key.
            line: LineNumbers,
        } = EnvMismatchCloudVsLocal,

        /// **Why** The server lists the key there, so a server that does not know it has read another file, or is another one.
        ///
        /// **Source** livekit-server reads its configuration once, at its start.
        KeyListed {
            /// The key.
            key: String,
            /// The line where it is listed.
            lines: LineNumbers,
        } = UnknownApiKey,

        /// **Why** `LIVEKIT_KEYS` is put in place of the `keys:` that the server has read from its file.
        ///
        /// **Source** livekit-server, `pkg/config/config.go`, `unmarshalKeys`.
        KeysReplaced {
            /// The key.
            key: String,
        } = UnknownApiKey,

        /// **Why** The secret was copied into the place of the key, or of both.
        ///
        /// **Source** The server's own map of keys in the paste.
        KeyIsSecret {
            /// The line of the key.
            line: LineNumbers,
        } = KeySecretSwapped,

        /// **Why** Under `keys:`, the name of each entry is an API key, and its value the secret.
        ///
        /// **Source** livekit-server, `keys:`.
        KeysNamed {
            /// Their lines.
            lines: LineNumbers,
        } = SecretFormat,

        /// **Why** Kubernetes decodes `data:` once, and no program decodes more.
        ///
        /// **Source** The form of the values (livekit/protocol, `utils.NewGuid`, `utils.RandomSecret`).
        StillEncoded {
            /// Their lines.
            lines: LineNumbers,
        } = SecretFormat,

        /// **Why** `cmd` takes all that is behind `=` as the value, with quotes and with the space before `&&`. Other shells set no
        /// variable of the environment by `set`.
        ///
        /// **Source** `set /?` of Windows; PowerShell's `Set-Variable`, bash's `set`.
        SetOfWindows {
            /// Their lines.
            lines: LineNumbers,
        } = SecretFormat,

        /// **Why** `docker run` takes each line of such a file as it is; Compose and `dotenv` take quotes off.
        ///
        /// **Source** Docker, `docker run --env-file`.
        QuotesKept {
            /// Their lines.
            lines: LineNumbers,
        } = SecretFormat,

        /// **Why** Libraries for the logins of an application put its URL or their own name there.
        ///
        /// **Source** The token; `tymon/jwt-auth` for Laravel, Joken for Elixir.
        ApplicationIssuer {
            /// The issuer.
            iss: String,
        } = UnknownApiKey,

        /// **Why** A token that was made with the value of an example names it as its key.
        ///
        /// **Source** The token.
        PlaceholderIssuer {
            /// The key that it names.
            iss: String,
        } = PlaceholderKey,

        /// **Why** No client can read such a URL, or it is that of something else.
        ///
        /// **Source** Public reports.
        UrlFaulty {
            /// What is wrong.
            fault: Fault,
            /// The URL as it is written.
            url: String,
        } = UrlScheme,

        /// **Why** Keys are read as a map of YAML, in which a colon needs a space after it.
        ///
        /// **Source** livekit-server at its start: *Could not parse keys*.
        KeyWithoutSpace {
            /// Its line.
            line: LineNumbers,
        } = SecretFormat,

        /// **Why** `LIVEKIT_KEYS` is read as YAML, in which digits alone are a number, and the server drops it.
        ///
        /// **Source** livekit-server at its start.
        SecretIsNumber {
            /// Its line.
            line: LineNumbers,
        } = SecretFormat,
    }
}

/// How to keep a key and a secret in a Secret of Kubernetes.
pub const ENCODE_ONCE: &str = "Encode key and secret once, not twice: write them as they are under `stringData:`, or encode them with `printf %s VALUE | base64` for `data:`.";

/// What belongs into `iss`.
pub const ISSUER_IS_KEY: &str = "Set `iss` to the API key where the token is made. Libraries for logins put the application's URL or name there: use a LiveKit SDK.";

impl SettingFinding {
    /// Whether it explains an answer of this cause.
    pub fn explains(&self, answer: Cause) -> bool {
        match self {
            Self::SettingEmpty { .. } | Self::OtherNames { .. } => {
                matches!(
                    answer,
                    Cause::MissingTokenOrHeader
                        | Cause::UnknownApiKey
                        | Cause::SignatureSecretMismatch
                )
            }
            Self::TwoSecrets { .. } | Self::SecretWrapped { .. } => {
                answer == Cause::SignatureSecretMismatch
            }
            Self::KeyNotOnServer { .. }
            | Self::DevkeyWithCloud { .. }
            | Self::KeyListed { .. }
            | Self::KeysReplaced { .. }
            | Self::KeysNamed { .. } => {
                // The key is one of a development server's.
                matches!(
                    answer,
                    Cause::UnknownApiKey | Cause::EnvMismatchCloudVsLocal
                )
            }
            Self::StillEncoded { .. } | Self::QuotesKept { .. } | Self::SetOfWindows { .. } => {
                matches!(
                    answer,
                    Cause::UnknownApiKey | Cause::SignatureSecretMismatch
                )
            }
            Self::SettingsSwapped { .. } | Self::SecretIsKey { .. } | Self::KeyIsSecret { .. } => {
                matches!(
                    answer,
                    Cause::UnknownApiKey | Cause::SignatureSecretMismatch | Cause::KeySecretSwapped
                )
            }
            Self::PlaceholderIssuer { .. }
            | Self::ApplicationIssuer { .. }
            | Self::UrlFaulty { .. }
            | Self::KeyWithoutSpace { .. }
            | Self::SecretIsNumber { .. } => false,
        }
    }
}

/// That settings have no value.
fn are_empty(names: &[String], lines: LineNumbers) -> Sentence {
    let words = enumeration(names);
    let verb = if names.len() == 1 {
        " is empty ("
    } else {
        " are empty ("
    };
    sentence![words, verb, lines, ")."]
}

/// That settings have other names than the SDK reads.
fn are_other(names: &[String], lines: LineNumbers) -> Sentence {
    let verb = if names.len() == 1 { " is" } else { " are" };
    sentence![
        enumeration(names),
        verb,
        " set (",
        lines,
        "), and the SDK reads other names."
    ]
}

/// Names in a row.
fn enumeration(names: &[String]) -> Sentence {
    let mut words = Sentence::new();
    for (at, name) in names.iter().enumerate() {
        let and = match names.len() - at {
            _ if at == 0 => "",
            1 => " and ",
            _ => ", ",
        };
        words = sentence![words, and, Pasted(name)];
    }
    words
}

impl Explain for SettingFinding {
    fn rank(&self) -> Rank {
        match self {
            Self::PlaceholderIssuer { .. } | Self::ApplicationIssuer { .. } => Rank::Slip,
            Self::TwoSecrets {
                is_refused: true, ..
            } => Rank::OtherPair,
            // It says more than that the two are swapped.
            Self::KeyIsSecret { .. } => Rank::OtherServer,
            _ => Rank::Placeholder,
        }
    }

    fn refuses(&self) -> bool {
        match self {
            Self::PlaceholderIssuer { .. } | Self::ApplicationIssuer { .. } => true,
            Self::TwoSecrets { is_refused, .. } => *is_refused,
            _ => false,
        }
    }

    fn clause(&self) -> Sentence {
        match self {
            Self::OtherNames { names, lines } => are_other(names, *lines),
            Self::SettingEmpty { names, lines } => are_empty(names, *lines),
            Self::TwoSecrets {
                other,
                is_refused: true,
                ..
            } => sentence![
                "its secret is from ",
                other.short(),
                "; the server's `keys:` has another one."
            ],
            Self::TwoSecrets { key, .. } => sentence![
                "the API key ",
                Pasted(key),
                " has two different secrets in the paste."
            ],
            Self::KeyNotOnServer { key, lines } => sentence![
                "the server's `keys:` lacks ",
                Pasted(key),
                ", the API key in ",
                *lines,
                "."
            ],
            Self::KeyListed { key, lines } => sentence![
                "the pasted `keys:` has ",
                Pasted(key),
                " (",
                *lines,
                "), but the server that answered does not."
            ],
            Self::KeysReplaced { key } => sentence![
                "`LIVEKIT_KEYS` replaces the `keys:` of the file, and lacks ",
                Pasted(key),
                "."
            ],
            Self::KeyIsSecret { line } => {
                sentence!["the API key in ", *line, " is the server's secret."]
            }
            Self::KeysNamed { lines } => sentence![
                "under `keys:`, the name of an entry is the API key itself (",
                *lines,
                ")."
            ],
            Self::StillEncoded { lines } => {
                sentence!["key or secret is still in base64 (", *lines, ")."]
            }
            Self::SetOfWindows { lines } => sentence![
                "`set` of Windows keeps quotes, and a space before `&&`, as part of the value (",
                *lines,
                ")."
            ],
            Self::QuotesKept { lines } => sentence![
                "`docker run --env-file` keeps the quotes as part of the values (",
                *lines,
                ")."
            ],
            Self::ApplicationIssuer { iss } => sentence![
                "its `iss` is ",
                Pasted(iss),
                ", an application's; the API key belongs there."
            ],
            Self::SettingsSwapped { lines } => {
                sentence!["API key and API secret are swapped (", *lines, ")."]
            }
            Self::SecretIsKey { line } => {
                sentence!["the API secret in ", *line, " has the form of an API key."]
            }
            Self::SecretWrapped { line, what } => sentence![
                "the API secret in ",
                *line,
                " has ",
                *what,
                ", which is part of the value."
            ],
            Self::DevkeyWithCloud { line } => sentence![
                "`devkey` (",
                *line,
                ") is the key of `livekit-server --dev`, and the URL is LiveKit Cloud's."
            ],
            Self::PlaceholderIssuer { iss } => sentence![
                "its API key is ",
                Pasted(iss),
                ": an example's value was never replaced."
            ],
            Self::UrlFaulty { fault, url } => {
                sentence!["the URL ", Pasted(url), " ", phrase(*fault), "."]
            }
            Self::KeyWithoutSpace { line } => sentence![
                "the server cannot read its key in ",
                *line,
                ": the space after the colon is missing."
            ],
            Self::SecretIsNumber { line } => sentence![
                "the secret in ",
                *line,
                " is only digits: YAML reads a number, and the server drops it."
            ],
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::OtherNames { .. } => sentence![
                "Rename them to `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET`, or pass the values to the SDK yourself."
            ],
            Self::SettingEmpty { .. } => sentence![
                "Set a value where the process runs. If it is set elsewhere, check which file wins: an empty line may override it."
            ],
            Self::TwoSecrets { one, other, .. } => followed_by(
                sentence![
                    "Use one secret for this key in ",
                    one.sentence(),
                    " and in ",
                    other.sentence(),
                    "."
                ],
                sentence![RESTART],
            ),
            Self::KeyNotOnServer { .. } => sentence![
                "Add the pair under the server's `keys:` and restart it, or use a pair that is there."
            ],
            Self::KeyListed { .. } => sentence![
                "Check that the server reads this file (`--config`) and was restarted since, and that the URL leads to it and to no other server."
            ],
            Self::KeysReplaced { .. } => {
                sentence!["Write all pairs in one of the two places, and restart the server."]
            }
            Self::KeyIsSecret { .. } => sentence![
                "Set it to the name in front of that secret under `keys:`, such as `devkey`."
            ],
            Self::KeysNamed { .. } => sentence![
                "Write the pair as one line: the API key, a colon, a space, and the secret."
            ],
            Self::StillEncoded { .. } => sentence![ENCODE_ONCE],
            Self::SetOfWindows { .. } => sentence![
                "Write the quotes around name and value: `set \"LIVEKIT_API_SECRET=•••\"`"
            ],
            Self::QuotesKept { .. } => sentence![
                "Remove the quotes in that file: Compose drops them, `docker run` keeps them."
            ],
            Self::ApplicationIssuer { .. } => sentence![ISSUER_IS_KEY],
            Self::SettingsSwapped { .. } => sentence![
                "Swap them: the API key is the short one, the API secret has 43 or 44 characters."
            ],
            Self::SecretIsKey { .. } => sentence![
                "Copy the secret that belongs to the key: LiveKit's have 43 or 44 letters and digits."
            ],
            Self::SecretWrapped { .. } => {
                sentence![
                    "Remove what is around it: LiveKit's secrets are letters and digits only."
                ]
            }
            Self::DevkeyWithCloud { .. } => sentence![
                "Take URL, key and secret from one place: your project's settings in LiveKit Cloud, or your own server."
            ],
            Self::PlaceholderIssuer { .. } => sentence![
                "Set `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET` where tokens are made to the pair of your project, or of your server's `keys:`."
            ],
            Self::UrlFaulty { fault, .. } => sentence![correction(*fault)],
            Self::KeyWithoutSpace { .. } => sentence![
                "Write the pair as `key: secret`, with a space after the colon, and restart the server."
            ],
            Self::SecretIsNumber { .. } => sentence![
                "Put the secret in quotes, or make a better one: ",
                Ours("livekit-server generate-keys")
            ],
        }
    }
}

/// What is wrong with a URL, behind the URL.
fn phrase(fault: Fault) -> &'static str {
    match fault {
        Fault::Equals => "has one equals sign too many before it",
        Fault::NoHost => "has no host",
        Fault::EmptyLabel => "has a host with nothing before a dot",
        Fault::TwoSchemes => "has two schemes",
        Fault::NoScheme => "has no scheme",
        Fault::Slashes => "lacks `://` after its scheme",
        Fault::Dashboard => "is another address of LiveKit's, not your server",
        Fault::Path => "has a path; clients add `/rtc` to it",
        Fault::Placeholder => "is an example's",
        Fault::CloudPort => "has a port, and LiveKit Cloud only answers at 443",
    }
}

/// How to write a URL.
fn correction(fault: Fault) -> &'static str {
    match fault {
        Fault::Equals => "Remove one `=`: `LIVEKIT_URL=wss://…`",
        Fault::NoHost
        | Fault::EmptyLabel
        | Fault::TwoSchemes
        | Fault::NoScheme
        | Fault::Slashes
        | Fault::Path => "Write `wss://` and the host of your server, with nothing after it.",
        Fault::CloudPort => "Remove the port from the URL: `wss://NAME.livekit.cloud`",
        Fault::Dashboard | Fault::Placeholder => {
            "Copy the URL from your project's settings: `wss://NAME.livekit.cloud`"
        }
    }
}
