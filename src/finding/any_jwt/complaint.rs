//! What the library or service that refused a token says about it.

use crate::finding::proxy;
use crate::finding::sentence::{Ours, Sentence};
use crate::sentence;
use crate::service::complaint::{Complainant, Complaint, Trait};

findings! { JwtComplaint:
    /// What a library or service says about a token.
    #[derive(Clone, Debug)]
    pub enum ComplaintFinding {
        /// **Why** A library or service said why it refused the token.
        ///
        /// **Source** The sources of the libraries, named in `src/service/complaint/saying/`.
        LibraryComplaint {
            /// What it says.
            complaint: Complaint,
            /// Who says so.
            complainant: Complainant,
            /// Which key to paste, if the token is there without it.
            key: Option<Sentence>,
        } = Other,
    }
}

impl super::Words for ComplaintFinding {
    fn clause(&self) -> Sentence {
        match self {
            Self::LibraryComplaint {
                complaint,
                complainant,
                ..
            } => of_complaint(*complaint, *complainant),
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::LibraryComplaint { key: Some(key), .. } => key.clone(),
            Self::LibraryComplaint { complaint, .. } => sentence![fix_of_complaint(*complaint)],
        }
    }

    fn explains(&self) -> bool {
        let Self::LibraryComplaint { complaint, .. } = self;
        *complaint != Complaint::InvalidToken
    }
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn of_complaint(complaint: Complaint, complainant: Complainant) -> Sentence {
    let who = if complainant.is(Trait::Unnamed) {
        sentence![complainant.name]
    } else {
        sentence![Ours(complainant.name)]
    };
    let reason = match complaint {
        Complaint::KeyForm => return sentence![who, " cannot read the key in this form."],
        Complaint::WeakKey => {
            return sentence![who, " refused the key: it is too short for the algorithm."];
        }
        Complaint::NoKey => {
            return sentence![who, " got no key: its variable is probably not set."];
        }
        Complaint::NoKeySet => {
            return sentence![
                who,
                " could not load the issuer's keys, and checked no token."
            ];
        }
        Complaint::ApiKey => {
            return sentence![who, " refused the request's key, not the token."];
        }
        Complaint::NoToken => return sentence![who, " found no token in the request."],
        Complaint::Grant => {
            return sentence![
                who,
                " refused the code or refresh token: it is expired, revoked or used."
            ];
        }
        Complaint::Client => {
            return sentence![
                who,
                " refused the client: its ID, secret or assertion is wrong or expired."
            ];
        }
        Complaint::AssertionParty => {
            return sentence![
                who,
                " knows nobody with the `iss` or `sub` of the assertion."
            ];
        }
        Complaint::AssertionAudience => {
            return sentence![
                who,
                " refused the assertion: its `aud` is not this login server."
            ];
        }
        Complaint::Decryption => {
            return sentence![who, " cannot decrypt the token: none of its keys fits."];
        }
        Complaint::SessionSecret => {
            return sentence![
                who,
                " cannot decrypt its session cookie: its secret has changed."
            ];
        }
        Complaint::NoSession => {
            return sentence![
                who,
                " found no session in the request: nobody is signed in."
            ];
        }
        Complaint::LoginState => {
            return sentence![who, " lost the session in which the login began."];
        }
        Complaint::NothingExpected => {
            return sentence![who, " is set to expect no audience or issuer."];
        }
        Complaint::NoSigningKey => {
            return sentence![who, " was given no key to check the token with."];
        }
        Complaint::NoAlgorithms => {
            return sentence![who, " needs a list of the algorithms that it may accept."];
        }
        Complaint::KeyObject => {
            return sentence![who, " needs the key together with its algorithm."];
        }
        Complaint::MissingPackage => {
            return sentence![who, " lacks the package that checks this algorithm."];
        }
        Complaint::Pkcs8 => {
            return sentence![
                who,
                " reads a private key only in PKCS #8 (`BEGIN PRIVATE KEY`)."
            ];
        }
        Complaint::Spki => {
            return sentence![
                who,
                " reads a public key only in SPKI (`BEGIN PUBLIC KEY`)."
            ];
        }
        Complaint::WrongPackage => {
            return sentence![who, " is not what `import jwt` finds here."];
        }
        Complaint::ExpiryTwice => {
            return sentence![
                who,
                " signed nothing: `exp` and `expiresIn` are both given."
            ];
        }
        Complaint::LifeForm => {
            return sentence![
                who,
                " signed nothing: `expiresIn` is no number or span of time."
            ];
        }
        Complaint::PayloadForm => {
            return sentence![who, " signed nothing: the payload is no plain object."];
        }
        Complaint::KeyType => {
            return sentence![who, " got a key of another type than the algorithm needs."];
        }
        Complaint::SecretBase64 => {
            return sentence![who, " reads the secret as base64, and it is none."];
        }
        Complaint::SeveralKeys => {
            return sentence![
                who,
                " found several keys that fit: the token names none (`kid`)."
            ];
        }
        Complaint::Consent => {
            return sentence![who, " wants consent: nobody has approved this app yet."];
        }
        Complaint::Csrf => {
            return sentence![who, " found the cookie, but no CSRF token."];
        }
        Complaint::NoStrategy => {
            return sentence![
                who,
                " knows no strategy of this name: it was not registered."
            ];
        }
        Complaint::Policy => {
            return sentence![
                who,
                " denied the request by a policy: there is no valid token, or its claims do not match."
            ];
        }
        Complaint::RouteOfIam => {
            return sentence![who, " wants a signature of IAM here, not a token."];
        }
        Complaint::TooManyTokens => {
            return sentence![who, " got new tokens too often."];
        }
        Complaint::UnknownUser => {
            return sentence![who, " knows no user with the token's ID."];
        }
        Complaint::Unrecognized => {
            return sentence![who, " found no token in the request that it knows."];
        }
        Complaint::CertificateExpired => {
            return sentence![who, " refused the key: its certificate has expired."];
        }
        Complaint::AssertionKey => {
            return sentence![
                who,
                " refused the client: it knows no key that made the assertion's signature."
            ];
        }
        Complaint::RoleWithoutAction => {
            return sentence![who, " knows the caller, whose role may not do this."];
        }
        Complaint::NoSigner => {
            return sentence![
                who,
                " has no key for the algorithm, which is `RS256` unless the header names one."
            ];
        }
        Complaint::NoInvoker => {
            return sentence![proxy::Code::GoogleFrontEnd.known().clause];
        }
        Complaint::Expired => "it had expired.",
        Complaint::NotYetValid => "it was not valid yet, so a clock differs.",
        Complaint::Audience => "another audience (`aud`, or `azp`) is expected.",
        Complaint::Issuer => "another issuer (`iss`) is expected.",
        Complaint::Signature => "the signature does not fit its key.",
        Complaint::UnknownKey => "no key has its `kid`.",
        Complaint::KeyOrAlgorithm => "no key fits its `kid` and `alg`.",
        Complaint::Algorithm => "another algorithm (`alg`) is expected.",
        Complaint::Malformed => "it could not be taken apart.",
        Complaint::IssueTime => "`iat` is ahead of its clock, or is no whole number.",
        Complaint::Life => "it lives too long, or a clock is off.",
        Complaint::Times => "it is expired or not valid yet, by that clock.",
        Complaint::Kind => "it is another kind of token.",
        Complaint::Credentials => "its issuer is no API key.",
        Complaint::InvalidToken => "it is expired, revoked or for another API.",
        Complaint::Scope => "it lacks a scope (`insufficient_scope`).",
        Complaint::Revoked => "it was revoked, or its session ended.",
        Complaint::TrustPolicy => "another `sub`, `aud` or `iss` is trusted.",
        Complaint::MissingClaim => "it lacks a claim, or a claim has the wrong type.",
        Complaint::HeaderType => "its `typ` is not the expected one.",
        Complaint::AccessTokenHash => "its `at_hash` is of another access token.",
        Complaint::Fingerprint => "its issuer names another key than the user has.",
        Complaint::Role => "it does not allow the role that the request wants.",
        Complaint::Proof => "its DPoP proof is missing, too old or for another request.",
    };
    sentence![who, " refused the token: ", reason]
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn fix_of_complaint(complaint: Complaint) -> &'static str {
    match complaint {
        Complaint::Expired => "Request a new token.",
        Complaint::NotYetValid => "Set both clocks by NTP, or allow some seconds of leeway.",
        Complaint::Audience => {
            "Request a token for the audience that is expected. Change the expected one only if it is wrong."
        }
        Complaint::Issuer => {
            "Request a token from the issuer that is expected. Change the expected one only if it is wrong."
        }
        Complaint::Signature => "Paste the token and the key or key set that it is checked with.",
        Complaint::UnknownKey => "Load the key set of the issuer again: keys are rotated.",
        Complaint::KeyOrAlgorithm => {
            "Load the key set of the issuer that you trust, and allow the algorithm that it signs with."
        }
        Complaint::Algorithm => {
            "Allow the algorithm that your issuer signs with, never simply the one that a token names."
        }
        Complaint::Malformed => {
            "Log what is checked: three parts with two dots, without `Bearer` or quotes."
        }
        Complaint::Life => {
            "Set `iat` to 60 s before now, and let the token live 10 minutes for GitHub, 60 for Google."
        }
        Complaint::IssueTime => "Set `iat` to 60 s before now, in whole seconds.",
        Complaint::Times => "Make a new token for each request, and sync both clocks with NTP.",
        Complaint::KeyForm => {
            "Paste the key as the program reads it: line ends are often lost in `.env` files."
        }
        Complaint::Kind => "Send the kind of token that this call expects.",
        Complaint::InvalidToken => {
            "Compare issuer, audience and times of the token with what the API expects."
        }
        Complaint::Scope => "Request the token with the scope that the API names.",
        Complaint::Credentials => {
            "Use the SID of an API key (`SK…`) as issuer and the account (`AC…`) as subject."
        }
        Complaint::Revoked => "Sign in again, and use the new token.",
        Complaint::MissingClaim => {
            "Add the claim where the token is made, with the type that RFC 7519 gives it."
        }
        Complaint::Grant => {
            "Sign in again; a code can be used once, at the client and redirect URI it was made for."
        }
        Complaint::Client => {
            "Compare client ID and secret with the registration, and the `exp` of a secret that is a JWT."
        }
        Complaint::AssertionAudience => {
            "Set `aud` to the login server that you ask: production and sandbox have different ones."
        }
        Complaint::AssertionParty => {
            "Set `iss` to the client ID (integration key, service account) and `sub` to a user of the environment that you ask."
        }
        Complaint::TrustPolicy => {
            "Compare `sub`, `aud` and `iss` of the token with the trust policy, character by character."
        }
        Complaint::NoToken => {
            "Send the header `Authorization: Bearer <token>`, and check that no proxy drops it."
        }
        Complaint::NoKey => "Log whether the variable of the secret or key is set in this process.",
        Complaint::WeakKey => {
            "Use a secret of at least 32 random bytes, or an RSA key of 2048 bits, on both sides."
        }
        Complaint::NoKeySet => {
            "Open the issuer's `/.well-known/openid-configuration` from the machine that checks tokens."
        }
        Complaint::ApiKey => {
            "Use the key of this project, whole, in the header that the service names."
        }
        Complaint::HeaderType => {
            "Send the kind of token that is expected, or allow its `typ`, such as `at+jwt`, where it is checked."
        }
        Complaint::Proof => {
            "Make a new proof for each request: its method and URL, the time now, and the `DPoP-Nonce` of the last answer."
        }
        Complaint::Decryption => {
            "Give it the private key or secret of the recipient for which the token was made."
        }
        Complaint::SessionSecret => {
            "Set the same `AUTH_SECRET` (v4: `NEXTAUTH_SECRET`) in every process, and delete the cookies of the site."
        }
        Complaint::NoSession => {
            "Sign in first, and send the session with each call: its cookie, or `client.setSession(…)` on a server."
        }
        Complaint::LoginState => {
            "Keep the cookie of the login until its end: the same host, `SameSite=Lax`, one session secret for all processes."
        }
        Complaint::NothingExpected => {
            "Set what is expected where tokens are checked: `ValidAudience` and `ValidIssuer`, or `bound_audiences` in Vault."
        }
        Complaint::NoSigningKey => {
            "Set `IssuerSigningKey`, or an `Authority` whose metadata the machine that checks tokens can load."
        }
        Complaint::NoAlgorithms => "Pass them: `jwt.decode(token, key, algorithms=[\"HS256\"])`",
        Complaint::KeyObject => "Write `JWT::decode($jwt, new Key($key, 'HS256'))`.",
        Complaint::MissingPackage => "Run `pip install 'pyjwt[crypto]'`.",
        Complaint::Pkcs8 => {
            "Convert it: `openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem`"
        }
        Complaint::Spki => "Convert it: `openssl rsa -RSAPublicKey_in -in key.pem -pubout`",
        Complaint::WrongPackage => {
            "Run `pip uninstall jwt` and `pip install pyjwt`, and name no file of your own `jwt.py`."
        }
        Complaint::PayloadForm => {
            "Pass a plain object: `{ sub: user.id }`, or `user.toObject()` of Mongoose."
        }
        Complaint::KeyType => {
            "Give `HS256` the secret as bytes, and `RS256` or `ES256` a key that was read from PEM or from the key set."
        }
        Complaint::SecretBase64 => {
            "Pass bytes: `Keys.hmacShaKeyFor(secret.getBytes(UTF_8))`, or store the secret in base64 on both sides."
        }
        Complaint::SeveralKeys => {
            "Set `kid` in the header where the token is made, and give each key of the set its own."
        }
        Complaint::AccessTokenHash => {
            "Check an ID token with the access token of the same answer, or leave out this check if there is none."
        }
        Complaint::Consent => {
            "Give consent once, as this user or as an admin, to all scopes that the app asks for."
        }
        Complaint::Csrf => "Send the cookie `csrf_access_token` as the header `X-CSRF-TOKEN`, too.",
        Complaint::Fingerprint => {
            "Compare it with `RSA_PUBLIC_KEY_FP` of `DESC USER`, and set the key: `ALTER USER … SET RSA_PUBLIC_KEY='…'`"
        }
        Complaint::NoStrategy => {
            "Add `JwtStrategy` to the `providers` of the module whose guard uses it, or call `passport.use(…)` before the routes."
        }
        Complaint::Policy => {
            "Send the token, and compare its `iss` with `jwtRules` and its claims with the rules of the policy."
        }
        Complaint::Role => {
            "Add the role to `x-hasura-allowed-roles` where the token is made, or request another one."
        }
        Complaint::RouteOfIam => {
            "Compare method and path with the deployed route: API Gateway answers so where there is none, or where its authorizer is `AWS_IAM`."
        }
        Complaint::TooManyTokens => {
            "Keep a token for 20 to 60 minutes, and share it among processes."
        }
        Complaint::UnknownUser => {
            "Sign in again: the user was removed, or the token is of another database."
        }
        Complaint::CertificateExpired => {
            "Replace the certificate with which the issuer signs; the token's own times are not the reason."
        }
        Complaint::AssertionKey => {
            "Add the certificate or public key to the client's registration, or create a new key: the old one was probably removed."
        }
        Complaint::Unrecognized => {
            "Send `Authorization: Bearer <token>` with a token of this instance: keep `API_TOKEN_SALT` and `JWT_SECRET` when you deploy."
        }
        Complaint::RoleWithoutAction => {
            "Allow the action in the settings, for the role of the user (Public without a token) or for the API token."
        }
        Complaint::NoSigner => {
            "Set the algorithm of the key: `JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims)`"
        }
        Complaint::NoInvoker => proxy::Code::GoogleFrontEnd.known().fix,
        Complaint::ExpiryTwice => "Remove one of them.",
        Complaint::LifeForm => {
            "Set `expiresIn` to `3600` or `'1h'`, and log the variable that it comes from: it is probably not set."
        }
    }
}
