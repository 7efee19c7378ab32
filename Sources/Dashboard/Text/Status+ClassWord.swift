import Inspection

extension Status {
    /// The word before the pinned sample's class in a sentence: none before a digit or a name.
    var pinnedWord: String { classWord == "class" && classNames.allSatisfy { Int($0) != nil } ? "class " : "" }

    /// The word for a class: a digit where they are ten pictures' names, a symbol where they are letters, else a class.
    var classWord: String {
        if classNames == (0..<10).map(String.init), columns.first?.image != nil { return "digit" }
        return classNames.contains { Int($0) == nil } && classNames.allSatisfy { $0.count == 1 } ? "symbol" : "class"
    }
}
