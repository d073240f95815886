# Stand-ins for the classes of livekit-server-sdk that the written code uses: they take the same arguments and write the same claims.
require "json"
require "openssl"

module LiveKit
  class Grant
    def initialize(**members) = @members = members.reject { |name, _| !self.class::NAMES.include?(name) && raise(ArgumentError, "unknown keyword: #{name}") }
    def to_hash = @members
  end

  class VideoGrant < Grant
    NAMES = %i[roomCreate roomJoin roomList roomRecord roomAdmin room destinationRoom canPublish canPublishSources canSubscribe canPublishData
               canUpdateOwnMetadata hidden recorder ingressAdmin].freeze
  end

  class SIPGrant < Grant
    NAMES = %i[admin call].freeze
  end

  module Proto
    class RoomConfiguration
      def self.decode_json(text) = JSON.parse(text)
    end
  end

  class AccessToken
    attr_writer :identity, :name, :metadata, :sha256, :attributes, :room_preset, :room_config, :video_grant, :sip_grant

    def initialize(api_key:, api_secret:, ttl:)
      @api_key, @api_secret, @ttl = api_key, api_secret, ttl
    end

    def to_jwt
      claims = { name: @name, metadata: @metadata, attributes: @attributes, sha256: @sha256, video: @video_grant&.to_hash, sip: @sip_grant&.to_hash,
                 roomPreset: @room_preset, roomConfig: @room_config, exp: Time.now.to_i + @ttl, nbf: Time.now.to_i - 5, iss: @api_key, sub: @identity }
      input = [{ alg: "HS256" }, claims.compact].map { |part| encode(JSON.generate(part)) }.join(".")
      "#{input}.#{encode(OpenSSL::HMAC.digest('SHA256', @api_secret, input))}"
    end

    private

    def encode(bytes) = [bytes].pack("m0").tr("+/", "-_").delete("=")
  end
end
