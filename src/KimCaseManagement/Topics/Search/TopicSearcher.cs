namespace KimCaseManagement.Topics.Search;

/// <summary>Finds topics by words. Safe to use from many threads at once.</summary>
/// <remarks>
/// <para>Every word of the query becomes a slot: the stems it may stand for, each with a quality (1 as written, less for a typing error, a part of a compound, another script).
/// A slot weighs as much as its rarest stem; words of every request and grammar weigh little.</para>
/// <para>A topic's share is what its ties explain of the query's weight; a phrase of the topic that the query contains adds to it. The score is that share: 1 for a label as it stands.</para>
/// </remarks>
internal sealed class TopicSearcher(TopicIndex index)
{
    /// <summary>The weight of a word that no topic has.</summary>
    private const float UnknownWeight = 0.75f;

    /// <summary>The weight of a word that is known to be of no topic.</summary>
    private const float ElsewhereWeight = 1f;

    /// <summary>What is left of a very short stem when it stands in another form: кит is not Кита.</summary>
    private const float ShortStemFactor = 0.5f;
    private const int ShortStem = 3;

    /// <summary>The same in a whole sentence.</summary>
    private const float UnknownWeightInSentence = 0.4f;

    /// <summary>A lighter word is grammar; one not much heavier stands in every request.</summary>
    private const float SmallWeight = 0.12f;
    private const float GenericWeight = 0.31f;

    /// <summary>So many words of grammar make a sentence; or, as not every language has articles, so few of grammar or of every request among so many words.</summary>
    private const int GrammarOfSentence = 3;
    private const int SmallWordsOfSentence = 2;
    private const int WordsOfSentence = 5;

    /// <summary>How much less each further word counts in what a query asks for: a long sentence needs not be explained word by word.</summary>
    private const float Fading = 0.72f;
    private const float FadingInSentence = 0.5f;

    /// <summary>So much is explained of words about anything else, by chance: measured with the nonsense among the queries of the tests. It becomes the least score.</summary>
    private const float ExplainedByChance = 0.345f;

    /// <summary>No query asks for less: function words alone say nothing.</summary>
    private const float LeastDemand = 0.4f;

    /// <summary>A single small word counts only where it is all of a phrase: an abbreviation that looks like grammar (BuT, ZUE, umA).</summary>
    private const float WholeSmallWord = 0.85f;

    /// <summary>What is left of a tie in a language that the query isn't in.</summary>
    private const float ForeignFactor = 0.6f;

    /// <summary>What is left of a tie of a word's relatives: another ending of the same stem.</summary>
    private const float OtherFormFactor = 0.85f;

    /// <summary>A topic without any above it gives way to one below that fits as well.</summary>
    private const float TopFactor = 0.93f;

    /// <summary>What is left of a score when none of the query's words is known.</summary>
    private const float LeastConfidence = 0.15f;

    /// <summary>From here on a phrase counts as said in full, and a query as being nothing but the phrase.</summary>
    private const float WholePhrase = 0.97f;

    private readonly Lazy<Spelling> _spelling = new(() => new Spelling(index));
    private SearchScratch? _spare;

    internal TopicMatch[] Search(string words, int limit, double leastScore)
    {
        var scratch = Interlocked.Exchange(ref _spare, null) ?? new SearchScratch(index);
        try
        {
            return Search(words, limit, leastScore, scratch);
        }
        finally
        {
            Interlocked.Exchange(ref _spare, scratch);
        }
    }

    private TopicMatch[] Search(string words, int limit, double leastScore, SearchScratch scratch)
    {
        scratch.Stamp++;
        scratch.Slots = scratch.Alternatives = scratch.TouchedCount = 0;
        ReadQuery(words, scratch);
        if (scratch.Slots == 0)
            return [];
        if (scratch.IsSentence = IsSentence(scratch))
            EaseUnknownWords(scratch);
        var languages = GuessLanguages(scratch);
        for (var slot = 0; slot < scratch.Slots; slot++)
            AddTies(slot, languages, scratch);
        if (scratch.Slots > 1)
            AddPhrases(languages, scratch);
        return Rank(limit, leastScore, scratch);
    }

    private void ReadQuery(string text, SearchScratch scratch)
    {
        var letters = text.ToCharArray();
        var words = new Words(letters, 0, letters.Length, scratch.Word);
        var count = 0;
        while (count < SearchScratch.MostWords && words.Next())
        {
            Array.Copy(scratch.Word, 0, scratch.Folded, scratch.FoldedStarts[count], words.Length);
            scratch.FoldedStarts[count + 1] = scratch.FoldedStarts[count] + words.Length;
            count++;
        }

        for (var i = 0; i < count; i++)
        {
            var start = scratch.FoldedStarts[i];
            var length = scratch.FoldedStarts[i + 1] - start;
            var term = FindStem(scratch.Folded, start, length, scratch);
            var joined = i + 1 < count ? FindJoined(start, length, scratch.FoldedStarts[i + 2] - start, scratch) : -1;
            var known = term >= 0 && (index.HasTopics(term) || index.Kinds[term] != WordKind.Content);
            if (joined < 0 && IsElsewhere(start, length, term, scratch))
            {
                OpenSlot(scratch);
                scratch.SlotWeights[scratch.Slots - 1] = ElsewhereWeight;
            }
            else if (joined >= 0 && !(known && NextIsKnown(i + 1, scratch)))
            {
                AddSlot(joined, 1f, scratch);
                i++;
            }
            else if (known)
            {
                AddSlot(term, 1f, scratch, start, length);
                if (joined >= 0)
                    AddAlternative(joined, 0.95f, scratch);
            }
            else
            {
                Rescue(start, length, scratch);
            }
        }
    }

    private static bool IsSentence(SearchScratch scratch)
    {
        var (grammar, small) = (0, 0);
        for (var slot = 0; slot < scratch.Slots; slot++)
        {
            if (!scratch.SlotIsKnown[slot])
                continue;
            grammar += scratch.SlotWeights[slot] < SmallWeight ? 1 : 0;
            small += scratch.SlotWeights[slot] < GenericWeight ? 1 : 0;
        }

        return grammar >= GrammarOfSentence || (small >= SmallWordsOfSentence && scratch.Slots >= WordsOfSentence);
    }

    /// <summary>In a whole sentence words that no topic has are no sign of nonsense: names, and what a story is told with.</summary>
    private static void EaseUnknownWords(SearchScratch scratch)
    {
        for (var slot = 0; slot < scratch.Slots; slot++)
        {
            if (!scratch.SlotIsKnown[slot] && scratch.AlternativeStarts[slot] == scratch.AlternativeStarts[slot + 1] && scratch.SlotWeights[slot] == UnknownWeight)
                scratch.SlotWeights[slot] = UnknownWeightInSentence;
        }
    }

    private bool IsElsewhere(int start, int length, int term, SearchScratch scratch)
    {
        var form = index.Forms.Find(scratch.Folded, start, length);
        return form >= 0 ? index.FormKinds[form] == WordKind.Elsewhere : term >= 0 && index.Kinds[term] == WordKind.Elsewhere;
    }

    private int FindStem(char[] letters, int start, int length, SearchScratch scratch)
    {
        Array.Copy(letters, start, scratch.Word, 0, length);
        var first = 0;
        Stems.Reduce(scratch.Word, ref first, ref length);
        return index.Terms.Find(scratch.Word, first, length);
    }

    /// <summary>Two words written apart that the index knows as one (Kinder garten, ALG 1); the second has to be more than an ending of the first.</summary>
    private int FindJoined(int start, int firstLength, int length, SearchScratch scratch)
    {
        if (length is < 4 or > Words.BufferSize - 4)
            return -1;
        var term = FindStem(scratch.Folded, start, length, scratch);
        return term >= 0 && index.Terms.Length(term) > firstLength && index.HasTopics(term) && index.Kinds[term] == WordKind.Content ? term : -1;
    }

    private bool NextIsKnown(int word, SearchScratch scratch)
    {
        var start = scratch.FoldedStarts[word];
        var term = FindStem(scratch.Folded, start, scratch.FoldedStarts[word + 1] - start, scratch);
        return term >= 0 && (index.HasTopics(term) || index.Kinds[term] != WordKind.Content);
    }

    private void AddSlot(int term, float quality, SearchScratch scratch, int start = 0, int length = 0)
    {
        for (var slot = 0; slot < scratch.Slots; slot++)
        {
            if (scratch.AlternativeStarts[slot] < scratch.AlternativeStarts[slot + 1] && scratch.AlternativeTerms[scratch.AlternativeStarts[slot]] == term)
                return;
        }

        OpenSlot(scratch);
        scratch.SlotIsKnown[scratch.Slots - 1] = true;
        var form = length > 0 ? index.Forms.Find(scratch.Folded, start, length) : -1;
        if (length > 0 && form < 0 && index.Kinds[term] == WordKind.Content)
            quality *= index.Terms.Length(term) <= ShortStem ? ShortStemFactor : OtherFormFactor;
        AddAlternative(term, quality, scratch, form);
        if (form >= 0 && index.FormFactors[form] < 1)
        {
            scratch.AlternativeQualities[scratch.Alternatives - 1] *= index.FormFactors[form];
            scratch.SlotWeights[scratch.Slots - 1] *= index.FormFactors[form];
        }
    }

    private static void OpenSlot(SearchScratch scratch)
    {
        scratch.SlotWeights[scratch.Slots] = 0;
        scratch.SlotIsKnown[scratch.Slots] = false;
        scratch.AlternativeStarts[scratch.Slots] = scratch.Alternatives;
        scratch.Slots++;
        scratch.AlternativeStarts[scratch.Slots] = scratch.Alternatives;
    }

    /// <summary>One more term that the last slot may stand for.</summary>
    private void AddAlternative(int term, float quality, SearchScratch scratch, int form = -1)
    {
        if (scratch.Alternatives == SearchScratch.MostAlternatives)
            return;
        scratch.AlternativeTerms[scratch.Alternatives] = term;
        scratch.AlternativeForms[scratch.Alternatives] = -1;
        scratch.AlternativeQualities[scratch.Alternatives++] = quality;
        scratch.AlternativeStarts[scratch.Slots] = scratch.Alternatives;
        SetForm(form, scratch);
        var weight = index.Weights[term];
        if (weight > scratch.SlotWeights[scratch.Slots - 1])
            scratch.SlotWeights[scratch.Slots - 1] = weight;
    }

    /// <summary>Says which form of its stem the last alternative is, where that makes a difference.</summary>
    private void SetForm(int form, SearchScratch scratch)
    {
        if (form >= 0 && index.FormPostings.Starts[form] < index.FormPostings.Starts[form + 1])
            scratch.AlternativeForms[scratch.Alternatives - 1] = form;
    }

    /// <summary>A word that the index doesn't have: parts of a compound, a typing error, a beginning, another script.</summary>
    private void Rescue(int start, int length, SearchScratch scratch)
    {
        var letters = scratch.Folded;
        if (SplitAtDigits(start, length, scratch))
            return;
        Array.Copy(letters, start, scratch.Word, 0, length);
        var (first, stem) = (0, length);
        Stems.Reduce(scratch.Word, ref first, ref stem);
        var script = scratch.Word[first];
        OpenSlot(scratch);
        var slotAlternatives = scratch.Alternatives;
        if (Folding.IsDigit(script) || stem < 2)
        {
            scratch.SlotWeights[scratch.Slots - 1] = UnknownWeight;
            return;
        }

        var spelling = _spelling.Value;
        if (Folding.IsArabic(script))
            AddArabicWithoutPrefix(scratch, first, stem);
        var errors = AddNear(spelling, letters, start, length, scratch);
        if (errors != 1 && Folding.IsLatin(script) && stem >= Compounds.Shortest && AddParts(start, length, slotAlternatives, scratch))
            return;
        AddBeginnings(spelling, first, stem, start, length, scratch);
        if (scratch.Alternatives == slotAlternatives && Folding.IsLatin(script))
            AddWithoutParticiple(start, length, scratch);
        if (scratch.Alternatives == slotAlternatives)
            AddOtherScript(spelling, first, stem, scratch);
        if (scratch.Alternatives == slotAlternatives)
            scratch.SlotWeights[scratch.Slots - 1] = UnknownWeight;
        else
            scratch.SlotWeights[scratch.Slots - 1] = Math.Max(scratch.SlotWeights[scratch.Slots - 1], UnknownWeight);
    }

    /// <summary>The parts of a compound stand beside each other like words of their own, in place of what the last slot had so far.</summary>
    private bool AddParts(int start, int length, int slotAlternatives, SearchScratch scratch)
    {
        var parts = index.Compounds.Split(scratch.Folded, start, length, scratch.Parts, scratch.Other);
        if (parts == 0)
            return false;
        scratch.Slots--;
        scratch.Alternatives = slotAlternatives;
        scratch.AlternativeStarts[scratch.Slots] = slotAlternatives;
        for (var i = 0; i < parts; i++)
            AddSlot(scratch.Parts[i], 0.95f, scratch);
        return true;
    }

    private bool SplitAtDigits(int start, int length, SearchScratch scratch)
    {
        for (var i = start + 1; i < start + length; i++)
        {
            if (Folding.IsDigit(scratch.Folded[i]) == Folding.IsDigit(scratch.Folded[i - 1]))
                continue;
            var left = FindStem(scratch.Folded, start, i - start, scratch);
            var right = FindStem(scratch.Folded, i, start + length - i, scratch);
            if (left < 0 && right < 0)
                return false;
            if (left >= 0)
                AddSlot(left, 1f, scratch);
            if (right >= 0)
                AddSlot(right, 1f, scratch);
            return true;
        }

        return false;
    }

    private int AddNear(Spelling spelling, char[] word, int start, int length, SearchScratch scratch)
    {
        var most = length switch { < 4 => 0, < 6 => 1, _ => Spelling.MostErrors };
        if (most == 0)
            return 0;
        scratch.ClearCandidates();
        spelling.Near(word, start, length, most, scratch);
        var least = most + 1;
        foreach (var (_, _, errors, _) in scratch.Candidates)
            least = Math.Min(least, errors);
        var taken = 0;
        for (var round = 0; round < 2; round++)
        {
            foreach (var (term, form, errors, sameFirst) in scratch.Candidates)
            {
                if (errors != least || sameFirst != (round == 0) || (!sameFirst && length < 5) || taken == 6)
                    continue;
                var quality = errors switch
                {
                    0 => 0.95f,
                    1 => length < 5 ? 0.45f : length < 7 ? 0.7f : 0.85f,
                    _ => length < 7 ? 0.35f : length < 9 ? 0.5f : 0.65f,
                };
                AddAlternative(term, sameFirst ? quality : quality * 0.7f, scratch, form);
                taken++;
            }
        }

        return taken > 0 ? least : 0;
    }

    /// <summary>Terms that begin with the word, and the longest term that the word begins with.</summary>
    private void AddBeginnings(Spelling spelling, int first, int stem, int start, int full, SearchScratch scratch)
    {
        if (stem < 5)
            return;
        var place = spelling.FirstAtOrAfter(scratch.Word, first, stem);
        for (var taken = 0; taken < 8 && place < spelling.SortedCount; place++, taken++)
        {
            var term = spelling.SortedTerm(place);
            var length = index.Terms.Length(term);
            if (!BeginsWith(index.Terms.Letters, index.Terms.Start(term), length, scratch.Word, first, stem))
                break;
            if (stem * 5 >= length * 3)
                AddAlternative(term, 0.8f * stem / length, scratch);
        }

        for (var length = full - 1; length >= Math.Max(4, (full + 1) / 2); length--)
        {
            var form = index.Forms.Find(scratch.Folded, start, length);
            var term = form >= 0 ? index.FormTerms[form] : index.Terms.Find(scratch.Folded, start, length);
            if (term >= 0 && index.Kinds[term] == WordKind.Content && index.HasTopics(term))
            {
                AddAlternative(term, 0.8f * length / full, scratch);
                break;
            }
        }
    }

    /// <summary>A German participle of a verb that the index has in another form: eingebürgert, umgezogen, angemeldet.</summary>
    private void AddWithoutParticiple(int start, int length, SearchScratch scratch)
    {
        for (var i = 0; i <= Math.Min(6, length - 6); i++)
        {
            if (i == 1 || scratch.Folded[start + i] != 'g' || scratch.Folded[start + i + 1] != 'e')
                continue;
            Array.Copy(scratch.Folded, start, scratch.Other, 0, i);
            Array.Copy(scratch.Folded, start + i + 2, scratch.Other, i, length - i - 2);
            var (first, stem) = (0, scratch.Folded[start + length - 1] == 't' ? length - 3 : length - 2);
            Stems.Reduce(scratch.Other, ref first, ref stem);
            var term = index.Terms.Find(scratch.Other, first, stem);
            if (term >= 0 && index.HasTopics(term))
            {
                AddAlternative(term, 0.85f, scratch);
                return;
            }
        }
    }

    private void AddArabicWithoutPrefix(SearchScratch scratch, int first, int stem)
    {
        if (stem < 4 || scratch.Word[first] is not ('و' or 'ب' or 'ل' or 'ف' or 'ك'))
            return;
        var (start, length) = (first + 1, stem - 1);
        Array.Copy(scratch.Word, start, scratch.Other, 0, length);
        start = 0;
        Stems.Reduce(scratch.Other, ref start, ref length);
        var term = index.Terms.Find(scratch.Other, start, length);
        if (term >= 0 && index.HasTopics(term))
            AddAlternative(term, 0.9f, scratch);
    }

    private void AddOtherScript(Spelling spelling, int first, int stem, SearchScratch scratch)
    {
        var script = scratch.Word[first];
        if (Folding.IsCyrillic(script))
        {
            var letters = Transliteration.ToLatin(scratch.Word, first, stem, scratch.Other);
            var start = 0;
            Stems.Reduce(scratch.Other, ref start, ref letters);
            if (index.Terms.Find(scratch.Other, start, letters) is >= 0 and var term && index.HasTopics(term))
                AddAlternative(term, 0.85f, scratch);
            else
                AddNear(spelling, scratch.Other, start, letters, scratch);
        }
        else if (Folding.IsLatin(script))
        {
            var letters = Transliteration.Normalize(scratch.Word, first, stem, scratch.Other);
            if (spelling.FindAlias(scratch.Other, 0, letters) is >= 0 and var alias)
                AddAlternative(alias, 0.85f, scratch);
            else if (spelling.FindSkeleton(scratch.Word, first, stem) is >= 0 and var skeleton)
                AddAlternative(skeleton, 0.55f, scratch);
        }
    }

    private static bool BeginsWith(char[] letters, int start, int length, char[] word, int wordStart, int wordLength)
    {
        if (length < wordLength)
            return false;
        for (var i = 0; i < wordLength; i++)
        {
            if (letters[start + i] != word[wordStart + i])
                return false;
        }

        return true;
    }

    /// <summary>The languages that the words speak for, one bit each; all bits where nothing is to be told.</summary>
    private int GuessLanguages(SearchScratch scratch)
    {
        if (scratch.Slots < 2)
            return -1;
        var votes = scratch.LanguageVotes;
        Array.Clear(votes, 0, votes.Length);
        for (var slot = 0; slot < scratch.Slots; slot++)
        {
            var place = scratch.AlternativeStarts[slot];
            if (!scratch.SlotIsKnown[slot])
                continue;
            var languages = index.Languages[scratch.AlternativeTerms[place]];
            var count = 0;
            for (var bits = languages; bits != 0; bits &= bits - 1)
                count++;
            for (var language = 0; language < 31; language++)
            {
                if ((languages & (1 << language)) != 0)
                    votes[language] += 1f / count;
            }
        }

        var most = 0f;
        foreach (var vote in votes)
            most = Math.Max(most, vote);
        var guessed = 0;
        for (var language = 0; language < 31; language++)
        {
            if (votes[language] >= most * 0.6f)
                guessed |= 1 << language;
        }

        if ((guessed & index.German) != 0)
            guessed |= index.German;
        return most > 0 ? guessed : -1;
    }

    private void AddTies(int slot, int languages, SearchScratch scratch)
    {
        var touched = 0;
        for (var place = scratch.AlternativeStarts[slot]; place < scratch.AlternativeStarts[slot + 1]; place++)
        {
            var term = scratch.AlternativeTerms[place];
            var form = scratch.AlternativeForms[place];
            var worth = index.Weights[term] * scratch.AlternativeQualities[place];
            touched = AddTies(index.TermPostings, term, form < 0 ? worth : worth * OtherFormFactor, languages, touched, scratch);
            if (form >= 0)
                touched = AddTies(index.FormPostings, form, worth, languages, touched, scratch);
        }

        for (var i = 0; i < touched; i++)
        {
            var topic = scratch.SlotTouched[i];
            scratch.Totals[topic] += scratch.SlotBest[topic];
            scratch.SlotBest[topic] = 0;
        }
    }

    private static int AddTies(PostingList postings, int key, float worth, int languages, int touched, SearchScratch scratch)
    {
        for (var posting = postings.Starts[key]; posting < postings.Starts[key + 1]; posting++)
        {
            var topic = postings.Topics[posting];
            var tie = worth * postings.Strengths[posting] * ((postings.Languages[posting] & languages) != 0 ? 1f : ForeignFactor);
            if (scratch.TopicStamps[topic] != scratch.Stamp)
            {
                scratch.TopicStamps[topic] = scratch.Stamp;
                scratch.Touched[scratch.TouchedCount++] = topic;
                scratch.Totals[topic] = scratch.SlotBest[topic] = scratch.BestTie[topic] = scratch.PhraseBest[topic] = 0;
                scratch.BestPhrase[topic] = -1;
            }

            if (tie <= scratch.SlotBest[topic])
                continue;
            if (scratch.SlotBest[topic] == 0)
                scratch.SlotTouched[touched++] = topic;
            scratch.SlotBest[topic] = tie;
            if (tie > scratch.BestTie[topic])
            {
                scratch.BestTie[topic] = tie;
                scratch.BestPhrase[topic] = postings.Phrases[posting];
            }
        }

        return touched;
    }

    private void AddPhrases(int languages, SearchScratch scratch)
    {
        var touched = scratch.TouchedPhrases;
        touched.Clear();
        for (var slot = 0; slot < scratch.Slots; slot++)
        {
            for (var place = scratch.AlternativeStarts[slot]; place < scratch.AlternativeStarts[slot + 1]; place++)
            {
                var term = scratch.AlternativeTerms[place];
                var worth = index.Weights[term] * scratch.AlternativeQualities[place];
                for (var item = index.PhraseListStarts[term]; item < index.PhraseListStarts[term + 1]; item++)
                {
                    var phrase = index.PhraseLists[item];
                    if (scratch.PhraseStamps[phrase] != scratch.Stamp)
                    {
                        scratch.PhraseStamps[phrase] = scratch.Stamp;
                        scratch.PhraseSums[phrase] = worth;
                        scratch.PhraseWords[phrase] = 1;
                        scratch.PhraseSlots[phrase] = slot;
                    }
                    else if (scratch.PhraseSlots[phrase] != slot)
                    {
                        if (scratch.PhraseWords[phrase]++ == 1)
                            touched.Add(phrase);
                        scratch.PhraseSums[phrase] += worth;
                        scratch.PhraseSlots[phrase] = slot;
                    }
                }
            }
        }

        var all = 0f;
        for (var slot = 0; slot < scratch.Slots; slot++)
            all += scratch.SlotWeights[slot];
        foreach (var phrase in touched)
        {
            ref var p = ref index.Phrases[phrase];
            var covered = Math.Min(1f, scratch.PhraseSums[phrase] / p.Weight);
            var worth = p.Trust * covered * covered * scratch.PhraseSums[phrase] * ((p.Language & languages) != 0 ? 1f : ForeignFactor);
            if (covered >= WholePhrase && scratch.PhraseSums[phrase] >= all * WholePhrase)
                worth += Math.Max(all, LeastDemand);
            if (worth > scratch.PhraseBest[p.Topic] && scratch.TopicStamps[p.Topic] == scratch.Stamp)
            {
                scratch.PhraseBest[p.Topic] = worth;
                if (worth > scratch.BestTie[p.Topic])
                {
                    scratch.BestTie[p.Topic] = worth;
                    scratch.BestPhrase[p.Topic] = phrase;
                }
            }
        }
    }

    private TopicMatch[] Rank(int limit, double leastScore, SearchScratch scratch)
    {
        var confidence = Confidence(scratch);
        var demand = Demand(scratch);
        var isSmallWord = scratch.Slots == 1 && demand < LeastDemand;
        if (!isSmallWord)
            demand = Math.Max(demand, LeastDemand);
        var found = new List<(int Topic, double Rank, double Score)>(Math.Min(limit, 8) + 1);
        for (var i = 0; i < scratch.TouchedCount; i++)
        {
            var topic = scratch.Touched[i];
            var share = scratch.Totals[topic] / demand;
            if (isSmallWord && share < WholeSmallWord)
                continue;
            var phrase = scratch.PhraseBest[topic] / demand;
            var rank = share + phrase - (Math.Min(share, 1) * Math.Min(phrase, 1));
            if (index.Topics[topic].Broader is null && scratch.Slots > 1)
                rank *= TopFactor;
            var score = Score(Math.Min(1, rank) * confidence);
            if (score < leastScore || score <= 0)
                continue;
            var place = found.Count;
            while (place > 0 && (rank > found[place - 1].Rank || (rank == found[place - 1].Rank && topic < found[place - 1].Topic)))
                place--;
            if (place >= limit)
                continue;
            found.Insert(place, (topic, rank, score));
            if (found.Count > limit)
                found.RemoveAt(limit);
        }

        var matches = new TopicMatch[found.Count];
        for (var i = 0; i < matches.Length; i++)
        {
            var phrase = scratch.BestPhrase[found[i].Topic];
            matches[i] = new TopicMatch(index.Topics[found[i].Topic], Math.Round(found[i].Score, 4), index.PhraseText(phrase), index.PhraseLanguage(phrase));
        }

        return matches;
    }

    /// <summary>The share as a score: what chance explains lies below the least score, all of it is 1.</summary>
    private static double Score(float share) => share < ExplainedByChance
        ? share / ExplainedByChance * TopicTaxonomy.LeastScore
        : TopicTaxonomy.LeastScore + ((share - ExplainedByChance) / (1 - ExplainedByChance) * (1 - TopicTaxonomy.LeastScore));

    /// <summary>How sure the query is of being about any topic at all: by the weight of the words that are known, and how well. A single word speaks for itself.</summary>
    private static float Confidence(SearchScratch scratch)
    {
        if (scratch.Slots < 2)
            return 1;
        var (known, all) = (0f, 0.001f);
        for (var slot = 0; slot < scratch.Slots; slot++)
        {
            var best = scratch.SlotIsKnown[slot] && scratch.SlotWeights[slot] < SmallWeight * 2 ? 1f : 0f;
            for (var place = scratch.AlternativeStarts[slot]; place < scratch.AlternativeStarts[slot + 1]; place++)
                best = Math.Max(best, scratch.AlternativeQualities[place]);
            known += scratch.SlotWeights[slot] * best;
            all += scratch.SlotWeights[slot];
        }

        return LeastConfidence + ((1 - LeastConfidence) * known / all);
    }

    /// <summary>The weight that a full answer would explain: the weightiest words in full, each further one less.</summary>
    private static float Demand(SearchScratch scratch)
    {
        Array.Sort(scratch.SlotWeights, 0, scratch.Slots);
        var (demand, factor) = (0f, 1f);
        for (var slot = scratch.Slots - 1; slot >= 0; slot--)
        {
            demand += scratch.SlotWeights[slot] * factor;
            factor *= scratch.IsSentence ? FadingInSentence : Fading;
        }

        return demand;
    }
}
