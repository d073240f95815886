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
 * The last release of the group; `null` where it is the newest.
 */
until: string | null, 
/**
 * Whether the paste holds an answer that these releases, and not all, would have worded so.
 */
told: boolean, 
/**
 * Whether the answer is known to the byte. `false` where it presumes what the paste does not show: a known API key
 * and a fitting secret.
 */
exact: boolean, 
/**
 * HTTP status.
 */
status: number, 
/**
 * Body; bytes that are not UTF-8 as U+FFFD.
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
 * Whether nothing in the paste tells, so that now is taken.
 */
assumed: boolean, };

/**
 * A cause that fits the paste, among others.
 */
export type Candidate = { 
/**
 * The family of causes, as in [`Finding::cause`].
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
 * The value of a string, else the JSON text as it stands in the token: numbers keep every digit.
 */
value: string, 
/**
 * The members of an object or the elements of an array, in their order. Empty below the eighth level.
 */
members: Array<Claim>, 
/**
 * What the name means, in a few words; `null` where it is not a registered or LiveKit name.
 */
meaning: string | null, 
/**
 * The instant it tells, in seconds since 1970, for the registered times.
 */
instant: number | null, };

/**
 * By how much one clock is ahead of another, in seconds; negative where it is behind.
 */
export type ClockOffset = { 
/**
 * `minter` (the machine that makes the tokens), `machine` (the one where a command of the paste ran) or `server`.
 */
clock: string, 
/**
 * `server`, `browser`, or `ntp` for true time.
 */
reference: string, 
/**
 * At the least; `null` where nothing tells.
 */
least: number | null, 
/**
 * At the most; `null` where nothing tells.
 */
most: number | null, 
/**
 * Whether it may be the clock of a proxy in front of the server.
 */
through_proxy: boolean, 
/**
 * Whether what tells contradicts itself.
 */
contradicted: boolean, };

/**
 * What LiveKit Cloud answers: its source is closed, so it is taken to answer as the newest release does, with texts of its
 * own.
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
 * A fault in the form of a token.
 */
export type Defect = { 
/**
 * The fault in words.
 */
message: Array<Part>, 
/**
 * Where it stands in the paste.
 */
spans: Array<Span>, };

/**
 * Something that was noticed.
 */
export type Finding = { 
/**
 * Its stable name, such as `expired` or `secret_trailing_newline`.
 */
code: Code, 
/**
 * The family of causes it belongs to, such as `expired` or `secret_format`.
 */
cause: Cause, 
/**
 * Whether it follows from the paste; else it is only likely.
 */
certain: boolean, 
/**
 * What was noticed.
 */
message: Array<Part>, 
/**
 * What to do about it; may be empty.
 */
fix: Array<Part>, 
/**
 * Where it stands in the paste.
 */
spans: Array<Span>, };

/**
 * What stands in the paste, in its order.
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
 * Dates that tell when something happened. Of the lines of a log only the first, the last, and the one that tells when
 * the server was asked.
 */
dates: Array<FoundDate>, 
/**
 * Answers of a server.
 */
refusals: Array<FoundText>, 
/**
 * What servers, clients and proxies say about the failure, and mistakes in code.
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
 * How long the secret is, in characters; `null` where there is none. Its value is never told.
 */
secret_length: number | null, 
/**
 * Where it stands, in words, such as `lines 2–3`.
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
 * A text that is known.
 */
export type FoundText = { 
/**
 * Its stable name.
 */
code: Code, 
/**
 * What it says, in a few words.
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
 * A few words to know it by, such as `alice → my-room`.
 */
label: string, 
/**
 * Its places: several where it is wrapped over lines.
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
 * Whether the paste shows that the LiveKit server is there: a setting, a request or the address itself.
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
 * Whether it permits.
 */
allows: boolean, 
/**
 * Whether the token says nothing, so that the default counts.
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
 * The answer first: one sentence, and what to do.
 */
verdict: Verdict, 
/**
 * What was noticed, most important first.
 */
findings: Array<Finding>, 
/**
 * Where the paste does not decide: the possible causes, most frequent first. Else empty.
 */
candidates: Array<Candidate>, 
/**
 * What each group of LiveKit releases answers, newest first, at `asked_at`. Empty without a token.
 */
answers: Array<Answer>, 
/**
 * What LiveKit Cloud answers, likely. `null` without a token.
 */
cloud: Cloud | null, 
/**
 * What the server looks at, in its order, up to where it stops. Empty without a token.
 */
steps: Array<Step>, 
/**
 * When the server was asked.
 */
asked_at: AskedAt, 
/**
 * How far clocks are apart, as far as the paste, the token and looks at the server tell.
 */
clocks: Array<ClockOffset>, 
/**
 * The next instant at which the verdict or an answer changes, in seconds since 1970; `null` if none will.
 */
changes_at: number | null, 
/**
 * What stands in the paste, and where.
 */
found: Found, 
/**
 * The tokens of `found.tokens`, decoded.
 */
tokens: Array<Token>, 
/**
 * What to paste next, or `null` where nothing is missing.
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
 * One thing that the server looks at.
 */
export type Step = { 
/**
 * Its name.
 */
name: string, 
/**
 * How it goes.
 */
state: StepState, };

/**
 * How a step goes.
 */
export type StepState = "passes" | "fails" | "unchecked" | "unreached";

/**
 * A decoded token.
 */
export type Token = { 
/**
 * The JOSE header, in the order of the token; `null` where it cannot be read.
 */
header: Array<Claim> | null, 
/**
 * The claims set, in the order of the token; `null` where it cannot be read.
 */
claims: Array<Claim> | null, 
/**
 * What is wrong with its form.
 */
defects: Array<Defect>, 
/**
 * Whether it is signed with a secret of the paste.
 */
signature: SignatureState, 
/**
 * What it permits and does not, in words.
 */
grants: Array<Grant>, 
/**
 * Which SDK made it, as far as its form tells; `null` if it does not.
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
 * The one sentence.
 */
export type Verdict = { 
/**
 * Whether the server takes the token.
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
