import Inspection

/// Places in time to come back to.
struct Bookmarks: Sendable {
    /// By the letters that they were given.
    var marks: [Unicode.Scalar: Bookmark] = [:]
    /// Where long ways began, oldest first, as in a browser.
    var visited: [Bookmark] = []
    /// The number of them that are behind; the others are ahead.
    var behind = 0

    static let limit = 100
}
