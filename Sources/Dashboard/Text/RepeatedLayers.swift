/// Networks of many like layers in few words.
enum RepeatedLayers {
    /// `dense:32,relu,dense:32,relu,dense:32,relu,dense:10` as `(dense:32,relu)×3,dense:10`: what comes three times or more in a
    /// row is said once.
    static func folded(_ text: String) -> String {
        let parts = split(text)
        var result: [String] = []
        var index = 0
        while index < parts.count {
            var best = (length: 1, count: 1)
            for length in 1...4 where index + length <= parts.count {
                let block = parts[index..<index + length]
                var count = 1
                while index + (count + 1) * length <= parts.count,
                    parts[index + count * length..<index + (count + 1) * length].elementsEqual(block)
                {
                    count += 1
                }
                if count >= 3, count * length > best.count * best.length { best = (length, count) }
            }
            let block = parts[index..<index + best.length].joined(separator: ",")
            result.append(best.count == 1 ? block : best.length == 1 ? "\(block)×\(best.count)" : "(\(block))×\(best.count)")
            index += best.length * best.count
        }
        return result.joined(separator: ",")
    }

    /// At the commas that are in no brackets.
    private static func split(_ text: String) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            if character == ",", depth == 0 {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}
