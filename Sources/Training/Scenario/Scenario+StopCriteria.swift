import Basics
import Inspection

extension Scenario {
    /// Reads criteria separated by commas, each checked. Throws an `InputError` that names the nearest right one.
    public static func stopCriteria(_ texts: [String]) throws(InputError) -> [StopCriterion] {
        var criteria: [StopCriterion] = []
        for text in texts.flatMap(split) { criteria.append(try StopCriterion(parsing: text)) }
        return criteria
    }

    /// Cuts at commas outside of parentheses.
    private static func split(_ text: String) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == "," && depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts
    }
}
