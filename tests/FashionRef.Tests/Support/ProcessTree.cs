namespace FashionRef.Tests.Support;

/// <summary>The processes of the system as Linux' <c>/proc</c> shows them; elsewhere there are none to see.</summary>
internal static class ProcessTree
{
    /// <summary>Whether it still runs, or one of its threads does.</summary>
    public static bool IsAlive(int id)
    {
        try
        {
            // One that has ended and that nobody has asked for its exit code is still listed, as a zombie. So is the first thread of one
            // that was killed while its other threads are still in what they do.
            return StatOf(id)[0] != "Z" || Directory.GetDirectories($"/proc/{id}/task").Length > 1;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Its children, their children, and so on.</summary>
    public static IReadOnlySet<int> ChildrenOf(int id)
    {
        ILookup<int, int> children = All().ToLookup(process => process.Parent, process => process.Id);
        HashSet<int> found = [];
        Stack<int> parents = new([id]);
        while (parents.TryPop(out int parent))
        {
            foreach (int child in children[parent].Where(found.Add))
            {
                parents.Push(child);
            }
        }

        return found;
    }

    private static IEnumerable<(int Id, int Parent)> All()
    {
        foreach (string folder in Directory.Exists("/proc") ? Directory.GetDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(folder), out int id) && ParentOf(id) is int parent)
            {
                yield return (id, parent);
            }
        }
    }

    private static int? ParentOf(int id)
    {
        try
        {
            return int.Parse(StatOf(id)[1]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // State, parent, and more: what follows the program's name, which stands in parentheses and may hold any character.
    private static string[] StatOf(int id)
    {
        string stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }
}
