// Derived from the structs in src/report: `WHY401_WRITE=1 cargo test types` writes it.

/**
 * What a group of LiveKit releases answers.
 */
export type Answer = { 
/**
 * The first release of the group, such as `v1.13.6`.
 */
since: string, 
/**
 * The last release of the group; `null` if that is the newest.
 */
until: string | null, 
/**
 * Whether the paste holds an answer with the text of these releases, and that text is not common to all.
 */
told: boolean, 
/**
 * Whether the answer is known to the byte. `false` if it assumes something that the paste does not show: a known
 * API key and a matching secret.
 */
exact: boolean, 
/**
 * HTTP status.
 */
status: number, 
/**
 * Body; bytes that are not UTF-8 are U+FFFD.
 */
body: string, };

/**
 * When the server was asked, in seconds since 1970.
 */
export type AskedAt = { 
/**
 * The first possible instant.
 */
earliest: number, 
/**
 * The last possible instant.
 */
latest: number, 
/**
 * Whether nothing in the paste shows it, so that now is assumed.
 */
assumed: boolean, };

/**
 * One of several causes that fit the paste.
 */
export type Candidate = { 
/**
 * The family of the cause, as in [`Finding::cause`].
 */
cause: Cause, 
/**
 * The cause in words.
 */
message: Array<Part>, 
/**
 * How to check it.
 */
check: Array<Part>, };

/**
 * The family that a cause belongs to.
 */
export type Cause = "missing_token_or_header" | "expired" | "network_not_auth" | "sdk_bug" | "secret_format" | "wrong_project" | "signature_secret_mismatch" | "missing_grant" | "clock_skew_nbf" | "env_mismatch_cloud_vs_local" | "unknown_api_key" | "placeholder_key" | "key_secret_swapped" | "url_scheme" | "identity_empty" | "room_mismatch" | "wrong_claim_type" | "other";

/**
 * A member of the JOSE header, of the claims set, or of an object in it.
 */
export type Claim = { 
/**
 * Its name; the index for an element of an array.
 */
name: string, 
/**
 * `string`, `number`, `bool`, `null`, `object` or `array`.
 */
kind: string, 
/**
 * The value of a string; for other values the JSON text in the token, because numbers keep every digit.
 */
value: string, 
/**
 * The members of an object or the elements of an array, in order. Empty below the eighth level.
 */
members: Array<Claim>, 
/**
 * The meaning of the name, in a few words; `null` if neither the RFCs nor LiveKit define it.
 */
meaning: string | null, 
/**
 * The instant, in seconds since 1970, if the claim is one of the registered times.
 */
instant: number | null, };

/**
 * How far one clock is ahead of another, in seconds; negative if it is behind.
 */
export type ClockOffset = { 
/**
 * `minter` (the machine that makes the tokens), `machine` (the one that ran a command in the paste) or `server`.
 */
clock: string, 
/**
 * `server`, `browser`, or `ntp` for true time.
 */
reference: string, 
/**
 * At least; `null` if nothing shows it.
 */
least: number | null, 
/**
 * At most; `null` if nothing shows it.
 */
most: number | null, 
/**
 * Whether this may be the clock of a proxy in front of the server.
 */
through_proxy: boolean, 
/**
 * Whether the evidence contradicts itself.
 */
contradicted: boolean, };

/**
 * What LiveKit Cloud answers. Its source is closed, so it is assumed to answer like the newest release, with some
 * texts of its own.
 */
export type Cloud = { 
/**
 * HTTP status.
 */
status: number, 
/**
 * Whether the paste holds a URL of LiveKit Cloud.
 */
told: boolean, };

/** The stable name of a finding. */
export type Code =
  | "algorithm_not_allowed"
  | "api_permission"
  | "api_refused"
  | "application"
  | "browser_hides"
  | "browser_permission"
  | "builder_printed"
  | "calendar_slip"
  | "client_refused"
  | "clock_comparison"
  | "clock_contradiction"
  | "clock_not_set"
  | "cloud_key_at_home"
  | "contradiction"
  | "credentials_not_set"
  | "critical_header"
  | "date_unreadable"
  | "dev_pair"
  | "development_key"
  | "devkey_of_cloud"
  | "empty_object"
  | "encrypted_token"
  | "expired"
  | "expired_before_valid"
  | "expired_since"
  | "foreign_token"
  | "go_nil"
  | "grant_misnamed"
  | "grant_without_room_join"
  | "host_not_found"
  | "identity_not_set"
  | "identity_required"
  | "identity_too_long"
  | "inference"
  | "invisible_character"
  | "invisible_difference"
  | "issued_in_future"
  | "join_request"
  | "key_empty"
  | "key_file_permissions"
  | "key_length_more"
  | "key_length_of_secret"
  | "key_of_another_domain"
  | "key_of_another_server"
  | "key_secret_swapped"
  | "key_secret_swapped_in_code"
  | "keys_format"
  | "life_long"
  | "life_negative"
  | "life_tiny"
  | "life_unit"
  | "life_zero"
  | "lifetime_as_time"
  | "lifetime_unit"
  | "local_time"
  | "machine_clock_ahead"
  | "machine_clock_behind"
  | "malformed_token"
  | "matrix"
  | "method_not_called"
  | "minter_clock_ahead"
  | "minter_clock_behind"
  | "misnamed_grant"
  | "missing_exp"
  | "missing_grant"
  | "no_connection"
  | "no_identity"
  | "no_key"
  | "no_keys"
  | "no_reason_left"
  | "no_room"
  | "no_room_join"
  | "no_token_arrived"
  | "no_value"
  | "no_video_grant"
  | "noise_filter"
  | "not_a_token"
  | "not_bearer"
  | "not_upgraded"
  | "not_yet_valid"
  | "peer_connection"
  | "placeholder"
  | "promise_not_awaited"
  | "proxy_answer"
  | "proxy_login"
  | "public_secret"
  | "python_bytes"
  | "quota"
  | "refused"
  | "region_info"
  | "regions"
  | "repeated_member"
  | "revoked"
  | "room_admin_without_room"
  | "room_config"
  | "room_missing"
  | "room_too_long"
  | "rust_result"
  | "scheme"
  | "secret_bits"
  | "secret_case"
  | "secret_comment"
  | "secret_decoded"
  | "secret_doubled"
  | "secret_doubled_dollar"
  | "secret_empty"
  | "secret_encoded"
  | "secret_escapes"
  | "secret_in_the_browser"
  | "secret_invisible_character"
  | "secret_length_base64"
  | "secret_length_doubled"
  | "secret_length_of_key"
  | "secret_length_one"
  | "secret_length_two"
  | "secret_name"
  | "secret_normalization"
  | "secret_of_another_key"
  | "secret_one_character"
  | "secret_plus"
  | "secret_quotes"
  | "secret_too_short"
  | "secret_trailing_carriage_return"
  | "secret_trailing_crlf"
  | "secret_trailing_newline"
  | "secret_trailing_separator"
  | "secret_variable"
  | "secret_white_space"
  | "server_clock_ahead"
  | "server_clock_behind"
  | "signal_connection"
  | "signature_not_checked"
  | "signed_with_public_secret"
  | "slash"
  | "stale_variable"
  | "time_as_lifetime"
  | "time_as_text"
  | "time_in_microseconds"
  | "time_in_milliseconds"
  | "time_in_nanoseconds"
  | "tls"
  | "to_jwt_not_awaited"
  | "token_cut_off"
  | "token_reused"
  | "tokens_apart"
  | "too_many_signatures"
  | "unavailable"
  | "unknown_key"
  | "unknown_websocket_error"
  | "v1_path"
  | "webhook_key"
  | "webhook_verification"
  | "worker_refused"
  | "wrong_claim_type"
  | "wrong_grant_type"
  | "wrong_secret";

/**
 * A defect in the form of a token.
 */
export type Defect = { 
/**
 * The defect in words.
 */
message: Array<Part>, 
/**
 * Its place in the paste.
 */
spans: Array<Span>, };

/**
 * A finding.
 */
export type Finding = { 
/**
 * Its stable name, such as `expired` or `secret_trailing_newline`.
 */
code: Code, 
/**
 * The family of its cause, such as `expired` or `secret_format`.
 */
cause: Cause, 
/**
 * Whether the paste proves it; otherwise it is only likely.
 */
certain: boolean, 
/**
 * What was found.
 */
message: Array<Part>, 
/**
 * What to do about it; may be empty.
 */
fix: Array<Part>, 
/**
 * Its places in the paste.
 */
spans: Array<Span>, };

/**
 * The items in the paste, in order.
 */
export type Found = { 
/**
 * Access tokens.
 */
tokens: Array<FoundToken>, 
/**
 * Pairs of API key and secret; either may be missing.
 */
pairs: Array<FoundPair>, 
/**
 * URLs of servers.
 */
urls: Array<FoundUrl>, 
/**
 * Dates that show when something happened. Of log lines only the first, the last, and the one that shows when the
 * server was asked.
 */
dates: Array<FoundDate>, 
/**
 * Answers of a server.
 */
refusals: Array<FoundText>, 
/**
 * Texts of servers, clients and proxies about the failure, and mistakes in code.
 */
symptoms: Array<FoundText>, };

/**
 * A date.
 */
export type FoundDate = { 
/**
 * The first possible instant, in seconds since 1970.
 */
earliest: number, 
/**
 * The last possible instant, in seconds since 1970.
 */
latest: number, 
/**
 * What kind of date it is, in words, such as `HTTP Date header`.
 */
label: string, 
/**
 * Its place.
 */
spans: Array<Span>, };

/**
 * A pair of API key and secret.
 */
export type FoundPair = { 
/**
 * The API key.
 */
key: string | null, 
/**
 * The length of the secret, in characters; `null` if there is none. Its value is never in the report.
 */
secret_length: number | null, 
/**
 * Its place in words, such as `lines 2–3`.
 */
place: string, 
/**
 * Whether its secret made the signature of the first token.
 */
signature: SignatureState, 
/**
 * Its places: key, then secret.
 */
spans: Array<Span>, 
/**
 * The place of the secret alone, for masking.
 */
secret_span: Span | null, };

/**
 * A known text.
 */
export type FoundText = { 
/**
 * Its stable name.
 */
code: Code, 
/**
 * Its meaning, in a few words.
 */
label: string, 
/**
 * Its places.
 */
spans: Array<Span>, };

/**
 * A token in the paste.
 */
export type FoundToken = { 
/**
 * A few words that identify it, such as `alice → my-room`.
 */
label: string, 
/**
 * Its places: several if it is wrapped over lines.
 */
spans: Array<Span>, };

/**
 * A URL of a server.
 */
export type FoundUrl = { 
/**
 * Scheme, host and port, without path and query.
 */
origin: string, 
/**
 * Whether the paste shows that the LiveKit server is there: by a setting, a request or the address itself.
 */
server: boolean, 
/**
 * Its place.
 */
spans: Array<Span>, };

/**
 * A permission, given or not.
 */
export type Grant = { 
/**
 * Its claim, such as `video.roomJoin`.
 */
claim: string, 
/**
 * Whether the token gives it.
 */
allows: boolean, 
/**
 * Whether this is the default, because the token does not mention it.
 */
default: boolean, 
/**
 * The permission in words, such as `may join the room my-room`.
 */
message: Array<Part>, };

/**
 * What the server does with the token.
 */
export type Outcome = "accepts" | "refuses" | "depends" | "unknown";

/**
 * One piece of a sentence. A sentence is pieces, so that a page can mark code and keep its times alive.
 */
export type Part = { "kind": "text", 
/**
 * The words.
 */
text: string, } | { "kind": "code", 
/**
 * The code.
 */
text: string, } | { "kind": "instant", 
/**
 * Seconds since 1970.
 */
at: number, } | { "kind": "duration", 
/**
 * Seconds, not negative.
 */
seconds: number, };

/**
 * Everything that can be said about a paste.
 */
export type Report = { 
/**
 * The verdict: one sentence, and what to do.
 */
verdict: Verdict, 
/**
 * The findings, most important first.
 */
findings: Array<Finding>, 
/**
 * If the paste does not decide: the possible causes, most frequent first. Otherwise empty.
 */
candidates: Array<Candidate>, 
/**
 * What each group of LiveKit releases answers, newest first, at `asked_at`. Empty without a token.
 */
answers: Array<Answer>, 
/**
 * What LiveKit Cloud probably answers. `null` without a token.
 */
cloud: Cloud | null, 
/**
 * The checks of the server, in order, up to the one at which it stops. Empty without a token.
 */
steps: Array<Step>, 
/**
 * When the server was asked.
 */
asked_at: AskedAt, 
/**
 * How far clocks are apart, from the paste, the token and readings of the server's clock.
 */
clocks: Array<ClockOffset>, 
/**
 * The next instant at which the verdict or an answer changes, in seconds since 1970; `null` if nothing will
 * change.
 */
changes_at: number | null, 
/**
 * The items in the paste, and their places.
 */
found: Found, 
/**
 * The tokens of `found.tokens`, decoded.
 */
tokens: Array<Token>, 
/**
 * What to paste next, or `null` if nothing is missing.
 */
next: Array<Part> | null, };

/**
 * How a signature relates to a secret.
 */
export type SignatureState = "unchecked" | "valid" | "near_miss" | "invalid";

/**
 * A place in the pasted text, in UTF-16 code units, as JavaScript counts.
 */
export type Span = { 
/**
 * First unit.
 */
start: number, 
/**
 * One past the last unit.
 */
end: number, };

/**
 * One check of the server.
 */
export type Step = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its result.
 */
state: StepState, };

/**
 * The result of a step.
 */
export type StepState = "passes" | "fails" | "unchecked" | "unreached";

/**
 * A decoded token.
 */
export type Token = { 
/**
 * The JOSE header, in the order of the token; `null` if it cannot be read.
 */
header: Array<Claim> | null, 
/**
 * The claims set, in the order of the token; `null` if it cannot be read.
 */
claims: Array<Claim> | null, 
/**
 * The defects of its form.
 */
defects: Array<Defect>, 
/**
 * Whether it is signed with a secret in the paste.
 */
signature: SignatureState, 
/**
 * The permissions that it gives and does not give, in words.
 */
grants: Array<Grant>, 
/**
 * The SDK that made it, if its form shows that; `null` otherwise.
 */
minter: string | null, 
/**
 * Issued at, in seconds since 1970.
 */
iat: number | null, 
/**
 * Not before, in seconds since 1970.
 */
nbf: number | null, 
/**
 * Expiration time, in seconds since 1970.
 */
exp: number | null, };

/**
 * The verdict.
 */
export type Verdict = { 
/**
 * Whether the server accepts the token.
 */
outcome: Outcome, 
/**
 * What the server answers, and why.
 */
message: Array<Part>, 
/**
 * What to do.
 */
fix: Array<Part>, };
