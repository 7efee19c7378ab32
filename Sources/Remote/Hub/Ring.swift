/// The newest elements of a course without end.
package struct Ring<Element: Sendable>: Sendable, Sequence {
    private var elements: [Element] = []
    /// Place of the oldest one, once there are as many as there is room for.
    private var first = 0
    package let room: Int

    package init(room: Int) {
        precondition(room > 0, "a ring of \(room) elements")
        self.room = room
    }

    package var count: Int { elements.count }
    package var isEmpty: Bool { elements.isEmpty }
    package var last: Element? { isEmpty ? nil : self[count - 1] }

    /// The oldest one has place 0.
    package subscript(place: Int) -> Element {
        get { elements[(first + place) % elements.count] }
        set { elements[(first + place) % elements.count] = newValue }
    }

    package mutating func append(_ element: Element) {
        if elements.count < room {
            elements.append(element)
        } else {
            elements[first] = element
            first = (first + 1) % room
        }
    }

    package func makeIterator() -> AnyIterator<Element> {
        var place = 0
        return AnyIterator {
            guard place < count else { return nil }
            defer { place += 1 }
            return self[place]
        }
    }
}
