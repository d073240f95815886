//! What values and printed lengths of key and secret show by themselves.

use crate::finding::cause::Cause;
use crate::secret::{LengthHint, Weakness};

use super::super::KnownText;

/// How to give an empty variable its value.
const LOAD: &str =
    "Load the `.env` file before the value is read, or set the variable where the process runs.";

/// What a weak secret is.
pub fn of_weakness(weakness: Weakness) -> &'static KnownText {
    match weakness {
        Weakness::Public => Code::PublicSecret.known(),
        Weakness::Short => super::super::server_setup::Code::SecretTooShort.known(),
    }
}

/// What a printed length shows.
pub fn of_length(length: LengthHint) -> &'static KnownText {
    let code = match length {
        LengthHint::SecretShort => Code::SecretLengthShort,
        LengthHint::SecretEmpty => Code::SecretEmpty,
        LengthHint::SecretOfKey => Code::SecretLengthOfKey,
        LengthHint::SecretOneMore => Code::SecretLengthOne,
        LengthHint::SecretTwoMore => Code::SecretLengthTwo,
        LengthHint::SecretBase64 => Code::SecretLengthBase64,
        LengthHint::SecretDoubled => Code::SecretLengthDoubled,
        LengthHint::KeyEmpty => Code::KeyEmpty,
        LengthHint::KeyOfSecret => Code::KeyLengthOfSecret,
        LengthHint::KeyMore => Code::KeyLengthMore,
    };
    code.known()
}

known_texts! { SecretHint:
    /// **Why** Examples and templates have a value to be replaced.
    ///
    /// **Source** Public templates.
    Placeholder {
        cause: Cause::PlaceholderKey,
        clause: "key or secret is a placeholder: an example's value was never replaced.",
        fix: "Replace the value with the API key and secret of your project, or with a pair from your server's `keys:`.",
    }

    /// **Why** Anyone who knows the secret can make tokens.
    ///
    /// **Source** LiveKit's documentation and examples.
    PublicSecret {
        cause: Cause::Other,
        clause: "this secret is in public examples: anyone who knows the API key can make tokens with it.",
        fix: "Use it only with `livekit-server --dev`, and make another pair for everything else: `livekit-server generate-keys`",
    }

    /// **Why** A printed length of 0 shows that the variable is empty.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    SecretEmpty {
        cause: Cause::SecretFormat,
        clause: "the secret is empty where its length was printed: the variable is not set there.",
        fix: LOAD,
    }

    /// **Why** LiveKit's keys have 15 characters.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    SecretLengthOfKey {
        cause: Cause::KeySecretSwapped,
        clause: "the secret is as long as an API key (15 characters); secrets have 43 or 44.",
        fix: "Compare the secret with the key: the two may be swapped.",
    }

    /// **Why** LiveKit's secrets have 43 or 44 characters; the one of an example, `your_livekit_api_secret_here`, has 28.
    ///
    /// **Source** livekit/protocol, `utils.RandomSecret`.
    SecretLengthShort {
        cause: Cause::SecretFormat,
        clause: "the secret in use is too short: LiveKit's have 43 or 44 characters.",
        fix: "Set the secret that belongs to the API key. The one in use is probably a placeholder, cut off, or an old value.",
        candidates: &[Cause::SecretFormat, Cause::PlaceholderKey, Cause::KeySecretSwapped],
    }

    /// **Why** A newline or space adds one character.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    SecretLengthOne {
        cause: Cause::SecretFormat,
        clause: "the secret has 45 characters; LiveKit's have 43 or 44, hardly ever 45.",
        fix: "Print `JSON.stringify(secret.slice(-2))`, and remove anything but letters and digits: probably a newline or a space.",
    }

    /// **Why** Quotes, or `\r\n`, add two characters.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    SecretLengthTwo {
        cause: Cause::SecretFormat,
        clause: "the secret is 2 or 3 characters longer than LiveKit's, which have 43 or 44.",
        fix: "Print `JSON.stringify([secret[0], secret.slice(-2)])`, and remove anything but letters and digits: probably quotes or a Windows line end.",
    }

    /// **Why** Base64 makes four characters of three.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    SecretLengthBase64 {
        cause: Cause::SecretFormat,
        clause: "the secret is as long as one in base64 (58 to 60 characters); LiveKit's have 43 or 44.",
        fix: "Decode the value once if it is base64: Kubernetes keeps `data:` in base64.",
    }

    /// **Why** Hexadecimal digits, or a second copy, double the length.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    SecretLengthDoubled {
        cause: Cause::SecretFormat,
        clause: "the secret is twice as long as LiveKit's, which have 43 or 44 characters.",
        fix: "Write the secret once: the value is probably the secret twice, or its hexadecimal digits.",
    }

    /// **Why** A printed length of 0 shows that the variable is empty.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    KeyEmpty {
        cause: Cause::UnknownApiKey,
        clause: "the API key is empty where its length was printed: the variable is not set there.",
        fix: LOAD,
    }

    /// **Why** LiveKit's secrets have 43 or 44 characters.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    KeyLengthOfSecret {
        cause: Cause::KeySecretSwapped,
        clause: "the API key is as long as a secret (43 or 44 characters); keys have 15.",
        fix: "Compare the key with the secret: the two may be swapped.",
    }

    /// **Why** A newline adds one character, quotes add two.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    KeyLengthMore {
        cause: Cause::UnknownApiKey,
        clause: "the API key is a little longer than LiveKit's, which have 15 characters.",
        fix: "Print `JSON.stringify(apiKey)`, and remove anything but letters and digits: probably a newline, a space or quotes.",
    }

    /// **Why** A length of LiveKit's shows that the variables are set, and neither cut off nor wrapped.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid` and `utils.RandomSecret`.
    LengthsUsual {
        cause: Cause::Other,
        clause: "the printed lengths are those of a LiveKit key (15) and secret (43 or 44).",
        fix: "Check that both belong to the project that the URL points to: nothing is missing or added in them.",
    }
}
