import Testing

@testable import Datasets

struct SHA256Tests {
    /// Messages of FIPS 180-2, appendix B, and what they hash to.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func hashesPublishedMessages(message: String, digest: String) {
        let bytes = Array(message.utf8)
        var whole = SHA256()
        bytes.withUnsafeBytes { whole.update($0) }
        #expect(whole.hexadecimal() == digest)
        var pieces = SHA256()
        for byte in bytes { withUnsafeBytes(of: byte) { pieces.update($0) } }
        #expect(pieces.hexadecimal() == digest)
        #expect(pieces.hexadecimal() == digest, "asking does not end it")
    }
}
