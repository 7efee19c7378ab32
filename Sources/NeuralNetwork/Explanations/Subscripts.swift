/// Numbers as subscripts: a₁.
package enum Subscripts {
    package static func text(_ number: Int) -> String {
        String(String(number).unicodeScalars.compactMap { Unicode.Scalar($0.value + 0x2080 - 0x30).map(Character.init) })
    }
}
