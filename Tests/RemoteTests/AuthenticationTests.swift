import Testing

@testable import Remote

/// Proofs of both sides: those that the Python client makes of the same numbers.
struct AuthenticationTests {
    private let authentication = Authentication(token: "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f")
    private let rank = "00112233445566778899aabbccddeeff"
    private let hub = "ffeeddccbbaa99887766554433221100"

    @Test func proofsAreThePythonClients() {
        #expect(
            authentication.proof(of: .rank, own: rank, other: hub)
                == "7e12db8b93d03b4aa99493248bb9bf2eea4ce7c0c5c27fa71f3f43393aecde4a")
        #expect(
            authentication.proof(of: .hub, own: hub, other: rank)
                == "c51aae55862f44bc84cb0ff59491111924d16187391a1e4ae80713558b1429d9")
    }

    @Test func aProofHoldsForItsSideNumbersAndTokenAlone() {
        let proof = authentication.proof(of: .rank, own: rank, other: hub)
        #expect(authentication.accepts(proof, of: .rank, own: rank, other: hub))
        #expect(!authentication.accepts(proof, of: .hub, own: rank, other: hub))
        #expect(!authentication.accepts(proof, of: .rank, own: hub, other: rank))
        #expect(!Authentication(token: "another").accepts(proof, of: .rank, own: rank, other: hub))
        #expect(!authentication.accepts(String(proof.dropLast()), of: .rank, own: rank, other: hub))
        #expect(!authentication.accepts("", of: .rank, own: rank, other: hub))
    }

    /// RFC 4231, cases 2 and 6: a short key, and one longer than a block.
    @Test func codesAreThoseOfTheStandard() {
        func digits(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
        #expect(
            digits(Authentication.code(key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let message = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        #expect(
            digits(Authentication.code(key: Array(repeating: 0xAA, count: 131), message: message))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func noncesAreThirtyTwoDigitsAndNeverTheSame() {
        let nonces = (0..<100).map { _ in Authentication.makeNonce() }
        #expect(Set(nonces).count == 100 && nonces.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) })
    }
}
